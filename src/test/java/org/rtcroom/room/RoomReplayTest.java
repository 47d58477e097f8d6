package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SessionId;

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
  void sessionsAreReadTogetherAsLongAsTheirLinesAreFew() {
    List<Long> lines = List.of(1L, 4_000L, 900L, 3_000L, 900_000L, 1L);
    List<Journal.OpenSession> open =
        lines.stream()
            .map(
                count ->
                    new Journal.OpenSession(
                        SessionId.next(Instant.EPOCH), new RoomKey(IdSpace.LIVE, "r"), count))
            .toList();

    assertThat(RoomReplay.end(open, 0)).isEqualTo(3);
    assertThat(RoomReplay.end(open, 3)).isEqualTo(4);
    assertThat(RoomReplay.end(open, 4)).isEqualTo(5);
    assertThat(RoomReplay.end(open, 5)).isEqualTo(6);
    assertThat(RoomReplay.end(Collections.nCopies(1_000, open.get(0)), 0)).isEqualTo(200);
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
