package org.rtcroom.weapp;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/**
 * One operation of one family, as the method that serves it says.
 *
 * @param family the first part of the path, such as {@code live_room}
 * @param last the last part of the path, such as {@code add_pusher}
 * @param name family and operation, as logs and metrics name them
 * @param type the type of room, if the family is one of rooms
 * @param possible whether rooms of that type can do it
 * @param shape reads what it takes; null if it takes nothing
 * @param authenticated who may call it; null for everybody
 */
record Operation(
    String family,
    String last,
    String name,
    Optional<RoomType> type,
    boolean possible,
    @Nullable BiFunction<WeappRequest, Ids, ?> shape,
    @Nullable Authenticated authenticated) {

  /** Before anybody knows which one it is. */
  static final Operation NONE = new Operation("", "", "", Optional.empty(), false, null, null);

  static Operation of(
      String family, String last, @Nullable BiFunction<WeappRequest, Ids, ?> shape, Method method) {
    Optional<RoomType> type = RoomType.ofFamily(family);
    return new Operation(
        family,
        last,
        family + "/" + last,
        type,
        type.filter(known -> !Operations.served(known, last)).isEmpty(),
        shape,
        authenticated(method));
  }

  /** What the method says, or else its resource. */
  private static @Nullable Authenticated authenticated(Method method) {
    return method.isAnnotationPresent(Authenticated.class)
        ? method.getAnnotation(Authenticated.class)
        : method.getDeclaringClass().getAnnotation(Authenticated.class);
  }

  /** Whether the family's clients never log in: {@link WebCallers} finds out who they are. */
  boolean web() {
    return type.isPresent() && type.get().can(Capability.NUMBERED);
  }
}
