package org.rtcroom.weapp;

import static java.util.Map.entry;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/**
 * One operation of one family, as the method that serves it declares.
 *
 * @param family the first part of the path, such as {@code live_room}
 * @param last the last part of the path, such as {@code add_pusher}
 * @param name family and operation, as logs and metrics name them
 * @param type the type of room, if the family is one of rooms
 * @param possible whether rooms of that type can do it
 * @param authenticated the callers that it serves; null for all
 */
record Operation(
    String family,
    String last,
    String name,
    Optional<RoomType> type,
    boolean possible,
    @Nullable Authenticated authenticated) {

  /** The path segment of the families whose members publish to our push URLs. */
  static final String STREAM_FAMILIES = "{family: double_room|multi_room|live_room}";

  /** The path segment of the families whose rooms are numbered. */
  static final String WEB_FAMILIES = "{family: webrtc_room|webexe_room}";

  static final String LOGIN_INFO = "get_login_info";

  /** As {@link #LOGIN_INFO}, to clients of 2017. */
  static final String IM_LOGIN_INFO = "get_im_login_info";

  /** The operation of a request before it is found. */
  static final Operation NONE = new Operation("", "", "", Optional.empty(), false, null);

  private static final Pattern NOT_A_FAMILY = Pattern.compile("\\{family: |\\}");
  private static final Pattern OR = Pattern.compile("\\|");

  private static final Set<String> HEARTBEATS =
      Set.of("pusher_heartbeat", "anchor_heartbeat", "heartbeat");

  private static final Map<String, Capability> NEEDS =
      Map.ofEntries(
          entry("get_anchor_url", Capability.ANCHOR_DIALECT),
          entry("get_anchors", Capability.ANCHOR_DIALECT),
          entry("add_anchor", Capability.ANCHOR_DIALECT),
          entry("delete_anchor", Capability.ANCHOR_DIALECT),
          entry("anchor_heartbeat", Capability.ANCHOR_DIALECT),
          entry("merge_stream", Capability.MIX_STREAM),
          entry("get_custom_info", Capability.CUSTOM_INFO),
          entry("set_custom_field", Capability.CUSTOM_INFO),
          entry("add_audience", Capability.AUDIENCE),
          entry("delete_audience", Capability.AUDIENCE),
          entry("get_audiences", Capability.AUDIENCE),
          entry("destroy_room", Capability.CLOSED_BY_REQUEST),
          entry("delete_room", Capability.CLOSED_BY_REQUEST));

  /** By family and by the last part of the path; GET and POST of one path are one operation. */
  private static final Map<String, Map<String, Operation>> ALL =
      WeappApplication.RESOURCES.stream()
          .flatMap(Operation::ofResource)
          .collect(
              Collectors.groupingBy(
                  Operation::family,
                  Collectors.toMap(Operation::last, found -> found, (get, post) -> post)));

  private static Stream<Operation> ofResource(Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Path.class))
        .flatMap(method -> of(resource, method));
  }

  /** The operations that a method of that class serves, one of each family. */
  static Stream<Operation> of(Class<?> resource, Method method) {
    String families = resource.getAnnotation(Path.class).value();
    return OR.splitAsStream(NOT_A_FAMILY.matcher(families).replaceAll(""))
        .map(family -> of(family, method));
  }

  private static Operation of(String family, Method method) {
    String last = method.getAnnotation(Path.class).value();
    Optional<RoomType> type = RoomType.ofFamily(family);
    Authenticated ofMethod = method.getAnnotation(Authenticated.class);
    return new Operation(
        family,
        last,
        family + "/" + last,
        type,
        type.filter(known -> !served(known, last)).isEmpty(),
        ofMethod != null
            ? ofMethod
            : method.getDeclaringClass().getAnnotation(Authenticated.class));
  }

  static boolean served(RoomType type, String operation) {
    Capability needed = NEEDS.get(operation);
    return needed == null || type.can(needed);
  }

  /** Every operation of every family that has methods for it. */
  static Stream<Operation> all() {
    return ALL.values().stream().flatMap(ofFamily -> ofFamily.values().stream());
  }

  /** Whether that path is one of a heartbeat; the operation need not be known yet. */
  static boolean heartbeat(String path) {
    return HEARTBEATS.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /** Whether a member says by it that it is still there. */
  boolean heartbeat() {
    return HEARTBEATS.contains(last);
  }

  /** Whether it is for clients without a login that the settings let in or not. */
  boolean ofGeneration2017() {
    return last.equals(IM_LOGIN_INFO);
  }

  /** Whether it gives out tickets, also to a user whom it gives a name. */
  boolean givesTickets() {
    return last.equals(LOGIN_INFO) || last.equals(IM_LOGIN_INFO);
  }

  /**
   * The operation at that path.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if there is none
   */
  static Operation at(String family, String last) {
    Operation operation = ALL.getOrDefault(family, Map.of()).get(last);
    if (operation == null) {
      throw new Refusal(WireProblem.NOT_FOUND);
    }
    return operation;
  }

  /** Whether the family's clients never log in. */
  boolean web() {
    return type.isPresent() && type.get().can(Capability.NUMBERED);
  }
}
