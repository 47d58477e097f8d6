package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.identity.NotAuthenticated;

/** The query in which clients say who they are. */
class QueryTest {

  @Test
  void valuesComeEncodedOrNot() {
    Query query = Query.of("userID=a%40b&token=x.y-z_*&broken=%zz&plus=a+b&empty=&alone");

    assertThat(query.first("userID")).contains("a@b");
    assertThat(query.first("token")).contains("x.y-z_*");
    assertThat(query.first("broken")).contains("%zz");
    assertThat(query.first("plus")).contains("a+b");
    assertThat(query.first("empty")).isEmpty();
    assertThat(query.first("alone")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userID=a&userID=a",
        "token=a&token=b",
        "userSig=a&userSig=a",
        "sdkAppID=1&sdkAppID=2",
        "userID=a&user%49D=b",
        "token=&token=a"
      })
  void whoIsCallingIsSaidOnce(String query) {
    assertThatThrownBy(() -> Query.of(query).requireUnambiguous())
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void otherFieldsMayComeTwice() {
    Query.of("platform=a&platform=b&userID=a").requireUnambiguous();
  }

  @Test
  void itNeverShowsItsValues() {
    assertThat(Query.of("token=secret").toString()).doesNotContain("secret");
  }
}
