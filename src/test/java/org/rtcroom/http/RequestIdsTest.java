package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names for requests. */
class RequestIdsTest {

  @Test
  void noTwoAreTheSameAlsoAmongNodes() {
    CurrentRequest.RequestIds here = new CurrentRequest.RequestIds();
    CurrentRequest.RequestIds there = new CurrentRequest.RequestIds();

    assertThat(Stream.of(here, there, here, there).map(CurrentRequest.RequestIds::next))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{28}"));
  }
}
