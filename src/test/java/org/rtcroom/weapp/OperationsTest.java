package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/** Which families serve what. */
class OperationsTest {

  @Test
  void thePathsNameExactlyTheFamiliesThatCan() {
    assertThat(Operations.STREAM_FAMILIES).isEqualTo(path(Capability.STREAMS));
    assertThat(Operations.WEB_FAMILIES).isEqualTo(path(Capability.NUMBERED));
  }

  private static String path(Capability capability) {
    return Arrays.stream(RoomType.values())
        .filter(type -> type.can(capability))
        .map(RoomType::family)
        .collect(Collectors.joining("|", "{family: ", "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "LIVE,add_anchor,true",
    "DOUBLE,add_anchor,false",
    "MULTI,anchor_heartbeat,false",
    "DOUBLE,add_pusher,true",
    "LIVE,merge_stream,true",
    "MULTI,merge_stream,false",
    "DOUBLE,get_audiences,false",
    "MULTI,set_custom_field,false",
    "LIVE,get_custom_info,true",
    "WEBEXE,delete_room,true",
    "WEBRTC,delete_room,false",
    "WEBRTC,enter_room,true"
  })
  void whatATypeCannotIsNotServed(RoomType type, String operation, boolean served) {
    assertThat(Operations.served(type, operation)).isEqualTo(served);
  }

  /** Whoever adds to these lets everybody in: each has a check of its own, or needs none. */
  @Test
  void everyOtherOperationIsAuthenticated() {
    assertThat(operations().filter(operation -> operation.authenticated() == null))
        .extracting(Operation::last)
        .containsOnly(
            "login", "get_login_info", "get_test_pushurl", "get_test_rtmpaccurl", "check_config");
  }

  @Test
  void onlyTheseNeedNoCallerWhereTheSettingsLeaveItOpen() {
    assertThat(operations().filter(OperationsTest::openIfLeftOpen))
        .extracting(Operation::last)
        .containsOnly("report", "delete_room", "get_room_list", "get_room_members")
        .hasSize(7);
  }

  private static boolean openIfLeftOpen(Operation operation) {
    Authenticated mark = operation.authenticated();
    return mark != null && !mark.required();
  }

  /** As the table knows them, of every method that answers a request. */
  private static Stream<Operation> operations() {
    Operations table = new Operations();
    return WeappApplication.RESOURCES.stream()
        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
        .filter(
            method ->
                method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(GET.class))
        .flatMap(
            method ->
                families(method.getDeclaringClass())
                    .map(family -> table.at(family, method.getAnnotation(Path.class).value())));
  }

  private static Stream<String> families(Class<?> resource) {
    String path = resource.getAnnotation(Path.class).value();
    return Arrays.stream(path.replaceAll("\\{family: |\\}", "").split("\\|"));
  }

  @Test
  void theTableKnowsWhatTheMethodsSay() {
    Operations operations = new Operations();
    Operation join = operations.at("live_room", "add_anchor");
    Operation list = operations.at("webexe_room", "get_room_list");
    Operation login = operations.at("double_room", "login");

    assertThat(join.name()).isEqualTo("live_room/add_anchor");
    assertThat(join.possible()).isTrue();
    assertThat(join.web()).isFalse();
    assertThat(join.authenticated()).returns(true, Authenticated::required);
    assertThat(operations.at("double_room", "add_anchor").possible()).isFalse();
    assertThat(list.web()).isTrue();
    assertThat(list.authenticated()).returns(false, Authenticated::required);
    assertThat(login.authenticated()).isNull();
    assertThat(operations.at("utils", "report").type()).isEmpty();
    Refused.with(WireProblem.NOT_FOUND, () -> operations.at("utils", "add_pusher"));
  }
}
