package org.rtcroom.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rtcroom.kernel.UserId;

/**
 * The lists of active rooms. A room that exists for all is on the list of its space and category;
 * an invited one is on a list of each user it admits. A list without rooms is forgotten.
 */
final class RoomLists {

  private record Shelf(IdSpace space, String category, Optional<UserId> admitted) {}

  private final Map<Shelf, ActiveRooms> shelves = new ConcurrentHashMap<>();

  /** Adds a room that is active; no other one is shown. */
  void add(Room room, RoomState state) {
    if (state.phase() != Phase.ACTIVE) {
      return;
    }
    for (Shelf shelf : shelvesOf(state)) {
      shelves.compute(
          shelf,
          (s, rooms) -> {
            ActiveRooms grown = rooms == null ? new ActiveRooms() : rooms;
            grown.add(room, state.activatedAt().orElseThrow());
            return grown;
          });
    }
  }

  void remove(Room room, RoomState state) {
    for (Shelf shelf : shelvesOf(state)) {
      shelves.computeIfPresent(
          shelf,
          (s, rooms) -> {
            rooms.remove(room, state.activatedAt().orElseThrow());
            return rooms.size() == 0 ? null : rooms;
          });
    }
  }

  /**
   * A page of the rooms that exist for all and of those that admit the user.
   *
   * @param userId empty for a caller without a user id
   * @param invitedOnly leaves out the rooms that exist for all
   */
  List<Room> page(
      IdSpace space,
      String category,
      Optional<UserId> userId,
      boolean invitedOnly,
      ListRange wanted) {
    ActiveRooms invited =
        userId.map(user -> shelves.get(new Shelf(space, category, Optional.of(user)))).orElse(null);
    ActiveRooms forAll =
        invitedOnly ? null : shelves.get(new Shelf(space, category, Optional.empty()));
    if (forAll == null || invited == null) {
      ActiveRooms only = forAll == null ? invited : forAll;
      return only == null ? List.of() : only.page(wanted);
    }
    return forAll.mergedWith(invited).page(wanted);
  }

  /** None of a room that was never active. */
  private static List<Shelf> shelvesOf(RoomState state) {
    if (state.activatedAt().isEmpty()) {
      return List.of();
    }
    Terms terms = state.terms();
    Stream<Optional<UserId>> users =
        terms
            .admitted()
            .map(admitted -> admitted.stream().map(Optional::of))
            .orElseGet(() -> Stream.of(Optional.empty()));
    return users.map(user -> new Shelf(terms.type().idSpace(), terms.category(), user)).toList();
  }
}
