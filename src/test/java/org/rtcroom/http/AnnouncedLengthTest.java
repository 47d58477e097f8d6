package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedLengthTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "0002", "65537", "4194304"})
  void whatSomebodyMayTakeIsPossible(String length) {
    assertThat(AnnouncedLength.of(List.of(length))).isEqualTo(AnnouncedLength.POSSIBLE);
  }

  @Test
  void noLengthIsPossible() {
    assertThat(AnnouncedLength.of(List.of())).isEqualTo(AnnouncedLength.POSSIBLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4194305",
        "2147483648",
        "4294967297",
        "1000000000000000",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999"
      })
  void whatNobodyTakesIsTooLarge(String length) {
    assertThat(AnnouncedLength.of(List.of(length))).isEqualTo(AnnouncedLength.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+5", "5 5", "5, 5", "abc", "0x10", "1e3", "５"})
  void whatIsNoNumberIsUnreadable(String length) {
    assertThat(AnnouncedLength.of(List.of(length))).isEqualTo(AnnouncedLength.UNREADABLE);
  }

  @Test
  void severalLengthsAreUnreadableEvenIfTheyAgree() {
    assertThat(AnnouncedLength.of(List.of("2", "2"))).isEqualTo(AnnouncedLength.UNREADABLE);
  }
}
