package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {

  @Test
  void thePageEndsAtTheLimitAndTheCursorFollowsItsLastItem() {
    assertThat(page(List.of("a", "b", "c"), 2))
        .isEqualTo("{\"items\":[{\"is\":\"a\"},{\"is\":\"b\"}],\"next\":\"after b\"}");
  }

  @Test
  void theLastPageHasNoNext() {
    assertThat(page(List.of("a", "b"), 2))
        .isEqualTo("{\"items\":[{\"is\":\"a\"},{\"is\":\"b\"}],\"next\":null}");
  }

  @Test
  void anEmptyListIsAPageToo() {
    assertThat(page(List.of(), 1)).isEqualTo("{\"items\":[],\"next\":null}");
  }

  private static String page(List<String> found, int limit) {
    return AnswerJson.page(found, limit, AnswerJsonTest::json, item -> "after " + item).toString();
  }

  private static JsonObject json(String item) {
    return AnswerJson.object().add("is", item).build();
  }
}
