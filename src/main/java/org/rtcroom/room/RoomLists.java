package org.rtcroom.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.rtcroom.kernel.UserId;

/**
 * The lists of active rooms. A room that exists for all is on the list of its space and category;
 * an invited one is on a list of each user it admits. A list without rooms is forgotten.
 */
final class RoomLists {

  private record Shelf(IdSpace space, String category, Optional<UserId> admitted) {}

  private final Map<Shelf, ActiveRooms> shelves = new ConcurrentHashMap<>();

  void add(Room room, RoomState state) {
    state
        .activatedAt()
        .ifPresent(
            at ->
                onShelves(
                    state,
                    shelf ->
                        shelves.compute(
                            shelf,
                            (s, rooms) -> {
                              ActiveRooms grown = rooms == null ? new ActiveRooms() : rooms;
                              grown.add(room, at);
                              return grown;
                            })));
  }

  void remove(Room room, RoomState state) {
    state
        .activatedAt()
        .ifPresent(
            at ->
                onShelves(
                    state,
                    shelf ->
                        shelves.computeIfPresent(
                            shelf,
                            (s, rooms) -> {
                              rooms.remove(room, at);
                              return rooms.size() == 0 ? null : rooms;
                            })));
  }

  /** A page of the rooms that user may see; {@code invitedOnly} leaves out the rooms for all. */
  List<Room> page(
      IdSpace space, String category, UserId userId, boolean invitedOnly, ListRange wanted) {
    ActiveRooms invited = shelves.get(new Shelf(space, category, Optional.of(userId)));
    ActiveRooms forAll =
        invitedOnly ? null : shelves.get(new Shelf(space, category, Optional.empty()));
    if (forAll == null || invited == null) {
      ActiveRooms only = forAll == null ? invited : forAll;
      return only == null ? List.of() : only.page(wanted);
    }
    return forAll.mergedWith(invited).page(wanted);
  }

  /** A page of the rooms that exist for everybody. */
  List<Room> page(IdSpace space, String category, ListRange wanted) {
    ActiveRooms forAll = shelves.get(new Shelf(space, category, Optional.empty()));
    return forAll == null ? List.of() : forAll.page(wanted);
  }

  private static void onShelves(RoomState state, Consumer<Shelf> action) {
    IdSpace space = state.terms().type().idSpace();
    String category = state.terms().category();
    List<Optional<UserId>> users = new ArrayList<>();
    state
        .terms()
        .admitted()
        .ifPresentOrElse(
            admitted -> admitted.forEach(user -> users.add(Optional.of(user))),
            () -> users.add(Optional.empty()));
    users.forEach(user -> action.accept(new Shelf(space, category, user)));
  }
}
