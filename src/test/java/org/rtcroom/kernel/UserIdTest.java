package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "user_1a2b3c4d_5e6f", "A.b-c_d@e:f", "__proto__", "0"})
  void lettersDigitsAndSomeSignsMakeAnId(String value) {
    assertThat(UserId.of(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a b", "a/b", "a%62", "é", "李", "a\n", "a\u0000", "@TGS#1"})
  void otherCharactersDoNot(String value) {
    assertThatThrownBy(() -> UserId.of(value)).isInstanceOf(IllegalId.class);
  }

  @Test
  void anIdHasAtMost64Bytes() {
    assertThat(UserId.of("a".repeat(64))).isNotNull();
    assertThatThrownBy(() -> UserId.of("a".repeat(65))).isInstanceOf(IllegalId.class);
  }
}
