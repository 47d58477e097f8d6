package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The open rooms come back at a start. */
class RoomReplayTest {

  final Site site = new Site();

  @Test
  void openRoomsComeBackAsTheyWereAndClosedOnesDoNot() {
    RoomState empty = done(site.open(RoomType.MULTI, "empty", ANN));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    RoomState two = done(site.join(RoomType.DOUBLE, "r1", BOB));
    RoomState closed = done(site.open(RoomType.LIVE, "closed", ANN));
    site.lifecycle.close(closed.key(), ANN, Site.actor(ANN));

    Site again = site.restarted();

    assertThat(again.replay.ready()).isTrue();
    assertThat(again.directory.size()).isEqualTo(2);
    assertThat(again.directory.find(empty.key())).contains(empty);
    assertThat(again.directory.find(two.key())).contains(two);
    assertThat(
            again.directory.list(IdSpace.DOUBLE, "", Optional.of(ANN), false, new ListRange(0, 9)))
        .containsExactly(two);
    assertThat(again.directory.position(two.key())).isEqualTo(site.directory.position(two.key()));
  }

  @Test
  void aReplayedRoomGoesOn() {
    RoomState before = done(site.join(RoomType.DOUBLE, "r1", ANN));
    Site again = site.restarted();

    RoomState after = done(again.join(RoomType.DOUBLE, "r1", BOB));

    assertThat(after.sessionId()).isEqualTo(before.sessionId());
    assertThat(after.members()).hasSize(2);
  }

  @Test
  void aBrokenSessionIsQuarantinedAndStopsNobody() {
    RoomState bad = done(site.open(RoomType.DOUBLE, "bad", ANN));
    RoomState good = done(site.open(RoomType.DOUBLE, "good", ANN));
    site.journal.destroyChainOf(bad.sessionId());

    Site again = site.restarted();

    assertThat(again.replay.ready()).isTrue();
    assertThat(again.directory.quarantined()).isEqualTo(1);
    assertThat(again.directory.find(bad.key())).isEmpty();
    assertThat(again.directory.find(good.key())).contains(good);
    assertThat(refusal(() -> again.open(RoomType.DOUBLE, "BAD", ANN)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
  }

  @Test
  void aDatabaseThatDoesNotAnswerStopsTheStart() {
    site.journal.down(true);

    assertThatThrownBy(site.replay::replay).isInstanceOf(Journal.NotRecorded.class);
    assertThat(site.replay.ready()).isFalse();
  }
}
