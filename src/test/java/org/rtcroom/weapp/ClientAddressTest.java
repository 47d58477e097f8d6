package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.http.SentRequest;

/** An address that somebody typed leads to the operation that it means, and to no other. */
class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "//weapp/multi_room/login,/weapp/multi_room/login",
    "/weapp//multi_room///login,/weapp/multi_room/login",
    "/weapp/multi_room/login/,/weapp/multi_room/login",
    "/weapp/multi_room /login,/weapp/multi_room/login",
    "' /weapp/ multi_room/ login ',/weapp/multi_room/login",
    "/weapp/\tmulti_room\u3000/\u00a0login\u2003/,/weapp/multi_room/login",
    "/weapp/ / /multi_room/login,/weapp/multi_room/login",
    "/weapp/rtc_room/add_pusher,/weapp/multi_room/add_pusher",
    "//weapp/rtc_room /merge_stream/,/weapp/multi_room/merge_stream",
    "/weapp/utils/get_login_info_debug,/weapp/utils/get_login_info",
    "/weapp/webexe_room/get_login_info_debug,/weapp/webexe_room/get_login_info",
    "/roomservice/weapp/double_room/login,/weapp/double_room/login",
    "//roomservice//weapp//double_room//login,/weapp/double_room/login",
    "/webrtc/weapp/webrtc_room/create_room,/weapp/webrtc_room/create_room",
    "/roomlist/weapp/webexe_room/delete_room,/weapp/webexe_room/delete_room"
  })
  void whatItMeansIsFound(String typed, String meant) {
    assertThat(ClientAddress.meant(typed)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "/weapp",
        "/weapp/",
        "/weapp/multi_room",
        "/weapp/multi_room/nothing",
        "/weapp/multi_room/login/more",
        "/weapp/multi_room/x/login",
        "/weapp/weapp/multi_room/login",
        "/multi_room/login",
        "/Weapp/multi_room/login",
        "/weapp/Multi_room/login",
        "/weapp/multi _room/login",
        "/weapp/multi_room/../login",
        "/api/v1/keys",
        "//api/v1/keys",
        "/ops/health/ready",
        "/roomservice/ops/health/ready",
        "/roomservice/roomservice/weapp/double_room/login",
        "/webrtc",
        "/weapp/utils/add_pusher",
        "/error"
      })
  void allElseMeansNothing(String typed) {
    assertThat(ClientAddress.meant(typed)).isEmpty();
  }

  @Test
  void anAddressAsItShouldBeIsLeftAlone() {
    assertThat(meantBy("", "/weapp/multi_room/login", "/weapp", "/multi_room/login")).isEmpty();
    assertThat(meantBy("/x", "/x/weapp/multi_room/login", "/weapp", "/multi_room/login")).isEmpty();
  }

  /** A server may tidy the path it looks for, and not the address as it was sent. */
  @Test
  void theAddressAsSentCountsAndNotOnlyThePath() {
    String login = "/weapp/multi_room/login";

    assertThat(meantBy("", "//weapp/multi_room/login", "/weapp", "/multi_room/login"))
        .contains(login);
    assertThat(meantBy("/x", "/x//weapp/multi_room/login", "/weapp", "/multi_room/login"))
        .contains(login);
    assertThat(meantBy("/x", "//x/weapp/multi_room/login", "/weapp", "/multi_room/login"))
        .contains(login);
    assertThat(meantBy("", "/weapp/multi_room%20/login", "/weapp", "/multi_room /login"))
        .contains(login);
    assertThat(meantBy("", "//weapp/multi_room/login", "//weapp/multi_room/login", ""))
        .contains(login);
  }

  private static Optional<String> meantBy(
      String context, String address, String servlet, String rest) {
    return ClientAddress.meantBy(
        SentRequest.from("10.0.0.1").to(context, address, servlet, rest).servlet());
  }
}
