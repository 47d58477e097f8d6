package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names for requests. */
class RequestIdsTest {

  @Test
  void noTwoAreTheSameAlsoAmongNodes() {
    RequestIds here = new RequestIds();
    RequestIds there = new RequestIds();

    assertThat(Stream.of(here, there, here, there).map(RequestIds::next))
        .doesNotHaveDuplicates()
        .allMatch(RequestIds::acceptable)
        .allMatch(id -> id.matches("[0-9a-f]{28}"));
  }
}
