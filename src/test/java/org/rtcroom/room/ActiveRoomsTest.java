package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.UserId;

/** The order of rooms in lists, page by page. */
class ActiveRoomsTest {

  static final Instant NOON = RoomRulesTest.NOON;

  final ActiveRooms list = new ActiveRooms();
  final Site site = new Site();

  Room room() {
    return site.directory.newRoom(RoomRulesTest.opened(RoomType.DOUBLE).terms());
  }

  Room added(Instant activated) {
    Room room = room();
    list.add(room, activated);
    return room;
  }

  @Test
  void roomsStandInOrderOfActivation() {
    Room later = added(NOON.plusSeconds(2));
    Room first = added(NOON);
    Room between = added(NOON.plusSeconds(1));

    assertThat(list.page(new ListRange(0, 9))).containsExactly(first, between, later);
  }

  @Test
  void roomsOfOneMomentStandInOrderOfTheirSessionIds() {
    List<Room> rooms = new ArrayList<>(List.of(added(NOON), added(NOON), added(NOON)));
    rooms.sort((a, b) -> a.sessionId().compareTo(b.sessionId()));

    assertThat(list.page(new ListRange(0, 9))).isEqualTo(rooms);
  }

  @Test
  void aPageBeginsAndEndsWhereItIsWanted() {
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rooms.add(added(NOON.plusSeconds(i)));
    }

    assertThat(list.page(new ListRange(3, 4))).isEqualTo(rooms.subList(3, 7));
    assertThat(list.page(new ListRange(8, 4))).isEqualTo(rooms.subList(8, 10));
    assertThat(list.page(new ListRange(10, 4))).isEmpty();
    assertThat(list.page(new ListRange(Long.MAX_VALUE, 4))).isEmpty();
    assertThat(list.page(new ListRange(0, 0))).isEmpty();
    assertThat(list.page(new ListRange(0, -1))).isEmpty();
  }

  @Test
  void aRoomAddedTwiceStandsOnce() {
    Room room = added(NOON);

    list.add(room, NOON);

    assertThat(list.page(new ListRange(0, 9))).containsExactly(room);
  }

  @Test
  void removingLeavesTheOthersInOrder() {
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rooms.add(added(NOON.plusSeconds(i / 3)));
    }
    List<Room> before = list.page(new ListRange(0, 200));
    List<Room> going = new ArrayList<>(before);
    Collections.shuffle(going, new Random(5));
    going = going.subList(0, 120);

    going.forEach(room -> list.remove(room, NOON.plusSeconds(rooms.indexOf(room) / 3)));

    List<Room> expected = new ArrayList<>(before);
    expected.removeAll(going);
    assertThat(list.page(new ListRange(0, 200))).isEqualTo(expected);
    assertThat(list.size()).isEqualTo(80);
  }

  @Test
  void anUnknownRoomIsRemovedWithoutHarm() {
    Room room = added(NOON);

    list.remove(room(), NOON);

    assertThat(list.page(new ListRange(0, 9))).containsExactly(room);
  }

  @Test
  void listsAreByCategoryAndByWhomTheyAdmit() {
    UserId ann = Site.ANN;
    UserId bob = Site.BOB;
    RoomLists lists = new RoomLists();
    Room open = enlisted(lists, "x", Optional.empty(), 1);
    Room invited = enlisted(lists, "x", Optional.of(Set.of(ann)), 0);
    Room other = enlisted(lists, "y", Optional.empty(), 0);

    ListRange all = new ListRange(0, 9);
    assertThat(lists.page(IdSpace.WEB, "x", Optional.of(ann), false, all))
        .containsExactly(invited, open);
    assertThat(lists.page(IdSpace.WEB, "x", Optional.of(bob), false, all)).containsExactly(open);
    assertThat(lists.page(IdSpace.WEB, "x", Optional.of(ann), true, all)).containsExactly(invited);
    assertThat(lists.page(IdSpace.WEB, "x", Optional.of(bob), true, all)).isEmpty();
    assertThat(lists.page(IdSpace.WEB, "y", Optional.of(bob), false, all)).containsExactly(other);
    assertThat(lists.page(IdSpace.WEB, "x", Optional.of(ann), false, new ListRange(1, 1)))
        .containsExactly(open);
  }

  private Room enlisted(RoomLists lists, String category, Optional<Set<UserId>> who, int second) {
    Terms terms =
        new Terms(RoomType.WEBRTC, "7", Optional.empty(), "", category, true, GroupOwner.NONE, who);
    Room room = site.directory.newRoom(terms);
    Instant at = NOON.plusSeconds(second);
    lists.add(room, new RoomEvent.Joined(Site.member(Site.ANN)).applyTo(room.state(), at));
    return room;
  }

  @Test
  void aClosedRoomIsOnNoList() {
    RoomState room = Outcomes.done(site.join(RoomType.DOUBLE, "r1", Site.ANN));
    assertThat(
            site.directory.list(
                IdSpace.DOUBLE, "", Optional.of(Site.BOB), false, new ListRange(0, 9)))
        .containsExactly(room);

    site.lifecycle.leave(room.key(), Site.ANN, Site.actor(Site.ANN));

    assertThat(
            site.directory.list(
                IdSpace.DOUBLE, "", Optional.of(Site.BOB), false, new ListRange(0, 9)))
        .isEmpty();
  }
}
