package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/** Which families serve what. */
class OperationTest {

  @Test
  void thePathsNameExactlyTheFamiliesThatCan() {
    assertThat(Operation.STREAM_FAMILIES).isEqualTo(path(Capability.STREAMS));
    assertThat(Operation.WEB_FAMILIES).isEqualTo(path(Capability.NUMBERED));
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
    "MULTI,merge_stream,true",
    "DOUBLE,merge_stream,true",
    "WEBRTC,merge_stream,false",
    "DOUBLE,get_audiences,false",
    "MULTI,set_custom_field,false",
    "LIVE,get_custom_info,true",
    "WEBEXE,delete_room,true",
    "WEBRTC,delete_room,false",
    "WEBRTC,enter_room,true"
  })
  void whatATypeCannotIsNotServed(RoomType type, String operation, boolean served) {
    assertThat(Operation.served(type, operation)).isEqualTo(served);
  }

  /** A new one among these lets everybody in: each has a check of its own, or needs none. */
  @Test
  void everyOtherOperationIsAuthenticated() {
    assertThat(operations().filter(operation -> operation.authenticated() == null))
        .extracting(Operation::last)
        .containsOnly(
            "login",
            "get_login_info",
            "get_im_login_info",
            "get_test_pushurl",
            "get_test_rtmpaccurl",
            "check_config");
  }

  @Test
  void onlyTheseNeedNoCallerWhereTheSettingsLeaveItOpen() {
    assertThat(operations().filter(OperationTest::openIfLeftOpen))
        .extracting(Operation::last)
        .containsOnly(
            "report",
            "delete_room",
            "get_room_list",
            "get_room_members",
            "get_pushers",
            "get_anchors")
        .hasSize(16);
  }

  private static boolean openIfLeftOpen(Operation operation) {
    Authenticated mark = operation.authenticated();
    return mark != null && !mark.required();
  }

  /** {@link Answers} refuses to answer otherwise, but then the operation has been carried out. */
  @Test
  void everyAuthenticatedOperationAsksForItsCaller() {
    Set<JavaMethod> methods =
        new ClassFileImporter()
            .importClasses(WeappApplication.RESOURCES).stream()
                .flatMap(resource -> resource.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Path.class))
                .collect(Collectors.toSet());

    assertThat(methods).hasSizeGreaterThan(30).allMatch(OperationTest::asksAsItDeclares);
  }

  private static boolean asksAsItDeclares(JavaMethod method) {
    String family = families(method.getOwner().reflect()).findFirst().orElseThrow();
    Authenticated mark =
        Operation.at(family, method.getAnnotationOfType(Path.class).value()).authenticated();
    return mark == null || asks(method, mark.required() ? "of" : "ifKnown");
  }

  /** By itself, or by the method of the same class that does its work. */
  private static boolean asks(JavaMethod method, String question) {
    return method.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().equals(method.getOwner())
                    ? call.getTarget().resolveMember().filter(m -> asks(m, question)).isPresent()
                    : call.getTargetOwner().isEquivalentTo(Callers.class)
                        && call.getName().equals(question));
  }

  /** As the table knows them, of every method that answers a request. */
  private static Stream<Operation> operations() {
    return WeappApplication.RESOURCES.stream()
        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
        .filter(
            method ->
                method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(GET.class))
        .flatMap(
            method ->
                families(method.getDeclaringClass())
                    .map(family -> Operation.at(family, method.getAnnotation(Path.class).value())));
  }

  private static Stream<String> families(Class<?> resource) {
    String path = resource.getAnnotation(Path.class).value();
    return Arrays.stream(path.replaceAll("\\{family: |\\}", "").split("\\|"));
  }

  @Test
  void theTableKnowsWhatTheMethodsSay() {
    Operation join = Operation.at("live_room", "add_anchor");
    Operation list = Operation.at("webexe_room", "get_room_list");
    Operation login = Operation.at("double_room", "login");

    assertThat(join.name()).isEqualTo("live_room/add_anchor");
    assertThat(join.possible()).isTrue();
    assertThat(join.web()).isFalse();
    assertThat(join.authenticated()).returns(true, Authenticated::required);
    assertThat(Operation.at("double_room", "add_anchor").possible()).isFalse();
    assertThat(list.web()).isTrue();
    assertThat(list.authenticated()).returns(false, Authenticated::required);
    assertThat(login.authenticated()).isNull();
    assertThat(Operation.at("utils", "report").type()).isEmpty();
    Refused.with(WireProblem.NOT_FOUND, () -> Operation.at("utils", "add_pusher"));
  }
}
