package org.rtcroom.weapp;

import static java.util.Map.entry;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.Capability;
import org.rtcroom.room.ListRange;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.RoomType;

/**
 * All operations: what the methods of the resources say of them, and what a type of room must be
 * able to do for each.
 */
@Unproxied
class Operations {

  /** The path segment of the families whose members publish to our push URLs. */
  static final String STREAM_FAMILIES = "{family: double_room|multi_room|live_room}";

  /** The path segment of the families whose rooms are numbered. */
  static final String WEB_FAMILIES = "{family: webrtc_room|webexe_room}";

  static final String LOGIN_INFO = "get_login_info";

  private static final Pattern NOT_A_FAMILY = Pattern.compile("\\{family: |\\}");
  private static final Pattern OR = Pattern.compile("\\|");

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

  /** How to read each type that an operation {@link Takes}. */
  private static final Map<Class<?>, BiFunction<WeappRequest, Ids, ?>> SHAPES =
      Map.ofEntries(
          shape(RoomKey.class, (request, ids) -> ids.room(request)),
          shape(ListRange.class, RoomResource::page),
          shape(RoomResource.PushUrlWish.class, RoomResource.PushUrlWish::read),
          shape(RoomResource.Heartbeat.class, RoomResource.Heartbeat::read),
          shape(RoomRequest.class, OpeningResource::wish),
          shape(OpeningResource.AddPusher.class, OpeningResource.AddPusher::read),
          shape(AudienceResource.AddAudience.class, AudienceResource.AddAudience::read),
          shape(CustomInfoResource.SetField.class, CustomInfoResource.SetField::read),
          shape(MixResource.Mix.class, MixResource.Mix::read),
          shape(WebOpeningResource.CreateRoom.class, WebOpeningResource.CreateRoom::read),
          shape(WebRoomResource.EnterRoom.class, WebRoomResource.EnterRoom::read),
          shape(WebRoomResource.ListRooms.class, WebRoomResource.ListRooms::read));

  private final Map<String, Map<String, Operation>> byFamily = new HashMap<>();

  @Inject
  Operations() {
    WeappApplication.RESOURCES.forEach(this::add);
  }

  private static <T> Map.Entry<Class<?>, BiFunction<WeappRequest, Ids, ?>> shape(
      Class<T> type, BiFunction<WeappRequest, Ids, T> reader) {
    return entry(type, reader);
  }

  private void add(Class<?> resource) {
    String families = resource.getAnnotation(Path.class).value();
    for (Method method : resource.getDeclaredMethods()) {
      Path path = method.getAnnotation(Path.class);
      if (path != null) {
        OR.splitAsStream(NOT_A_FAMILY.matcher(families).replaceAll(""))
            .map(family -> Operation.of(family, path.value(), shape(method), method))
            .forEach(this::add);
      }
    }
  }

  private void add(Operation operation) {
    byFamily
        .computeIfAbsent(operation.family(), family -> new HashMap<>())
        .put(operation.last(), operation);
  }

  private static @Nullable BiFunction<WeappRequest, Ids, ?> shape(Method method) {
    Takes takes = method.getAnnotation(Takes.class);
    BiFunction<WeappRequest, Ids, ?> shape = takes == null ? null : SHAPES.get(takes.value());
    if (takes != null && shape == null) {
      throw new IllegalStateException(method + ": nobody can read " + takes.value());
    }
    return shape;
  }

  /**
   * The operation at that path.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if there is none
   */
  Operation at(String family, String last) {
    Operation operation = byFamily.getOrDefault(family, Map.of()).get(last);
    if (operation == null) {
      throw new Refusal(WireProblem.NOT_FOUND);
    }
    return operation;
  }

  static boolean served(RoomType type, String operation) {
    Capability needed = NEEDS.get(operation);
    return needed == null || type.can(needed);
  }
}
