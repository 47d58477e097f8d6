package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.UserId;

/** Two nodes, one database. Capacity 2, timeout 20 s and twice 2 s, idle timeout 30 s. */
class ClusterTest {

  static final RoomKey R1 = RoomKey.of(RoomType.DOUBLE, "r1");
  static final ListRange ALL = new ListRange(0, 100);

  final MemoryCluster shared = new MemoryCluster();
  final SettableClock clockOfA = new SettableClock();
  final SettableClock clockOfB = new SettableClock();
  final Site a = Site.node(shared, clockOfA);
  final Site b = Site.node(shared, clockOfB);

  @BeforeEach
  void pastTheGraceOfTheStart() {
    round();
    pass(Duration.ofMinutes(1));
  }

  /** Both nodes exchange what they know, then sweep. */
  void round() {
    a.round.run();
    b.round.run();
    a.round.run();
    a.directory.refresh();
    b.directory.refresh();
    a.sweep.run();
    b.sweep.run();
  }

  /** A round every second. */
  void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      passASecond(clockOfA, clockOfB, shared.clock);
      round();
    }
  }

  static void passASecond(SettableClock... clocks) {
    for (SettableClock clock : clocks) {
      clock.advance(Duration.ofSeconds(1));
    }
  }

  static void beat(Site node, UserId user) {
    node.lifecycle.heartbeat(R1, user, Optional.empty(), Site.actor(user));
  }

  static List<UserId> members(Site node) {
    return node.directory.find(R1).orElseThrow().members().stream().map(Member::userId).toList();
  }

  List<RoomEvent> evictions() {
    return shared.journal.events().stream()
        .filter(event -> event instanceof RoomEvent.Left left && left.reason() == Reason.LAPSED)
        .toList();
  }

  @Test
  void aRoomOpenedOnOneNodeIsThereOnTheOtherAtOnce() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));

    assertThat(members(b)).containsExactly(ANN);
    assertThat(b.directory.list(IdSpace.DOUBLE, "", Optional.empty(), false, ALL)).hasSize(1);

    done(b.join(RoomType.DOUBLE, "r1", BOB));

    assertThat(members(a)).containsExactly(ANN, BOB);
  }

  @Test
  void everyLookAsksOnceAndOnASingleNodeNobodyIsAsked() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    int before = shared.looks();

    assertThat(members(b)).containsExactly(ANN);
    assertThat(members(b)).containsExactly(ANN);

    assertThat(shared.looks()).isEqualTo(before + 2);
    Site alone = new Site();
    done(alone.join(RoomType.DOUBLE, "r1", ANN));
    assertThat(members(alone)).containsExactly(ANN);
  }

  @Test
  void aListShowsWhatOthersOpenedAndClosedWithoutTheRoomsBeingAskedFor() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    done(a.join(RoomType.DOUBLE, "r2", BOB));
    assertThat(b.directory.list(IdSpace.DOUBLE, "", Optional.empty(), false, ALL)).hasSize(2);

    a.lifecycle.leave(R1, ANN, Site.actor(ANN));

    assertThat(b.directory.list(IdSpace.DOUBLE, "", Optional.empty(), false, ALL))
        .extracting(room -> room.key().id())
        .containsExactly("r2");
  }

  /** The last line is by another clock, minutes from now; silence is not counted from there. */
  @Test
  void whoSweepsWithAClockThatIsBehindEvictsInTime() {
    clockOfA.jump(Duration.ofMinutes(-5));
    pass(Duration.ofMinutes(1));
    done(b.join(RoomType.DOUBLE, "r1", ANN));
    done(b.join(RoomType.DOUBLE, "r1", BOB));

    for (int second = 0; second < 30; second++) {
      beat(b, BOB);
      pass(Duration.ofSeconds(1));
    }

    assertThat(a.round.sweepsHere()).isTrue();
    assertThat(evictions())
        .singleElement()
        .isInstanceOfSatisfying(
            RoomEvent.Left.class, left -> assertThat(left.userId()).isEqualTo(ANN));
    assertThat(members(b)).containsExactly(BOB);
  }

  @Test
  void theLastPlaceIsGivenOnce() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    assertThat(members(b)).containsExactly(ANN);
    overtake(() -> done(b.join(RoomType.DOUBLE, "r1", BOB)));

    assertThat(refusal(() -> done(a.join(RoomType.DOUBLE, "r1", CAT))))
        .isEqualTo(Problem.ROOM_FULL);
    assertThat(members(a)).containsExactly(ANN, BOB);
  }

  @Test
  void anIdIsGivenOnce() {
    overtake(() -> done(b.open(RoomType.DOUBLE, "r1", BOB)));

    assertThat(refusal(() -> done(a.open(RoomType.DOUBLE, "r1", ANN))))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
    assertThat(a.directory.find(R1).orElseThrow().creator()).contains(BOB);
  }

  @Test
  void whoJoinsARoomThatAnotherNodeOpensAtTheSameMomentIsInThatRoom() {
    overtake(() -> done(b.join(RoomType.DOUBLE, "r1", BOB)));

    done(a.join(RoomType.DOUBLE, "r1", ANN));

    assertThat(members(b)).containsExactly(BOB, ANN);
    assertThat(shared.journal.sessionIds()).hasSize(1);
  }

  @Test
  void whoJoinsARoomThatAnotherNodeClosesAtTheSameMomentIsInANewOne() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    assertThat(members(b)).containsExactly(ANN);
    overtake(() -> a.lifecycle.leave(R1, ANN, Site.actor(ANN)));

    done(b.join(RoomType.DOUBLE, "r1", BOB));

    assertThat(members(a)).containsExactly(BOB);
    assertThat(shared.journal.sessionIds()).hasSize(2);
  }

  @Test
  void anIdIsFreeOnEveryNodeOnceTheRoomIsClosedOnOne() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    assertThat(members(b)).containsExactly(ANN);
    a.lifecycle.leave(R1, ANN, Site.actor(ANN));

    assertThat(b.directory.find(R1)).isEmpty();
    done(b.open(RoomType.DOUBLE, "R1", BOB));
    assertThat(a.directory.find(RoomKey.of(RoomType.DOUBLE, "R1"))).isPresent();
    assertThat(a.directory.find(R1)).isEmpty();
  }

  @Test
  void whoJoinsWhileAnotherNodeCreatesTheGroupIsInOnceItIsThere() {
    shared.groups.enabled = true;
    CompletableFuture<GroupChat.GroupOutcome> group = shared.groups.answerLater();
    CompletionStage<RoomState> opening = a.join(RoomType.DOUBLE, "r1", ANN);
    CompletionStage<RoomState> joining = b.join(RoomType.DOUBLE, "r1", BOB);
    assertThat(joining.toCompletableFuture()).isNotDone();

    group.complete(GroupChat.GroupOutcome.CREATED);
    done(opening);
    b.directory.refresh();

    assertThat(done(joining).members()).extracting(Member::userId).containsExactly(ANN, BOB);
  }

  @Test
  void aMemberThatBeatsOnlyOnTheOtherNodeStays() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    for (int i = 0; i < 10; i++) {
      beat(b, ANN);
      pass(Duration.ofSeconds(15));
    }

    assertThat(members(a)).containsExactly(ANN);
    assertThat(evictions()).isEmpty();
  }

  @Test
  void aMemberThatJoinsAgainOnTheOtherNodeStays() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    pass(Duration.ofSeconds(15));
    done(b.join(RoomType.DOUBLE, "r1", ANN));
    b.round.run();

    pass(Duration.ofSeconds(15));

    assertThat(members(a)).containsExactly(ANN);
  }

  @Test
  void aSilentMemberIsEvictedOnce() {
    done(b.join(RoomType.DOUBLE, "r1", ANN));
    done(b.join(RoomType.DOUBLE, "r1", BOB));
    round();
    pass(Duration.ofSeconds(23));
    assertThat(evictions()).isEmpty();
    beat(b, BOB);

    pass(Duration.ofSeconds(2));

    assertThat(evictions()).hasSize(1);
    assertThat(members(b)).containsExactly(BOB);
  }

  /** The journal finds what B told just now; A learns of it with its next round. */
  @Test
  void aMemberHeardElsewhereAtTheMomentOfItsEvictionStaysAndTheRoomIsNotDoubted() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    done(a.join(RoomType.DOUBLE, "r1", BOB));
    shared.journal.beforeEach(
        change -> {
          if (evicts(change, ANN)) {
            throw new Journal.StaleEviction(Set.of(ANN));
          }
        });
    pass(Duration.ofSeconds(26));

    assertThat(members(a)).containsExactly(ANN);
    assertThat(evictions()).hasSize(1);
    assertThat(a.directory.all()).noneMatch(Room::doubtful);
    shared.journal.beforeEach(change -> {});

    pass(Duration.ofSeconds(1));

    assertThat(evictions()).hasSize(2);
  }

  private static boolean evicts(Change change, UserId user) {
    return change.entries().stream()
        .map(JournalEntry::event)
        .anyMatch(
            event ->
                event instanceof RoomEvent.Left left
                    && left.reason() == Reason.LAPSED
                    && left.userId().equals(user));
  }

  @Test
  void aNodeWhoseClockIsWrongEvictsNobodyAndClosesNothing() {
    clockOfA.jump(Duration.ofMinutes(5));
    pass(Duration.ofMinutes(1));
    done(b.join(RoomType.DOUBLE, "r1", ANN));
    done(b.open(RoomType.DOUBLE, "r2", BOB));
    pass(Duration.ofSeconds(15));
    beat(b, ANN);
    pass(Duration.ofSeconds(14));

    assertThat(members(a)).containsExactly(ANN);
    assertThat(a.directory.find(RoomKey.of(RoomType.DOUBLE, "r2"))).isPresent();
  }

  @Test
  void theRightToSweepMovesAndWhoGetsItWaitsForAFullTimeout() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    a.round.end();
    roundsOfBAlone(33);
    assertThat(evictions()).isEmpty();

    roundsOfBAlone(2);

    assertThat(evictions()).hasSize(1);
  }

  /** It may only be paused, and its members cannot be heard by anybody else. */
  @Test
  void aNodeThatFallsSilentIsWaitedForUntilItIsGone() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    roundsOfBAlone(59);
    assertThat(evictions()).isEmpty();

    roundsOfBAlone(2);

    assertThat(evictions()).hasSize(1);
  }

  /** The right to sweep is taken for 8 s: so long after the last round of A it is for B to take. */
  private void roundsOfBAlone(int seconds) {
    for (int second = 0; second < seconds; second++) {
      passASecond(clockOfB, shared.clock);
      b.round.run();
      b.directory.refresh();
      b.sweep.run();
    }
  }

  /** A heartbeat that gets no success is the last one of some installed clients. */
  @Test
  void whileTheDatabaseIsAwayForLessThanATimeoutHeartbeatsAreTaken() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    pass(Duration.ofSeconds(1));
    shared.away(true);
    for (int second = 0; second < 18; second++) {
      passASecond(clockOfA, clockOfB, shared.clock);
      a.round.run();
      b.round.run();
      a.sweep.run();
      b.sweep.run();
      beat(a, ANN);
    }
    shared.away(false);
    pass(Duration.ofSeconds(15));

    assertThat(members(b)).containsExactly(ANN);
    assertThat(evictions()).isEmpty();
  }

  /** A or B sleeps, A or B sweeps; ann beats on A alone, bob on B alone, every 5 s. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void aNodeThatWasPausedCostsNobodyThePlace(boolean sleeperSweeps, boolean sleeperIsA) {
    Site sleeper = sleeperIsA ? a : b;
    Site other = sleeperIsA ? b : a;
    if (sleeper.round.sweepsHere() != sleeperSweeps) {
      letTheOtherSweep();
    }
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    done(b.join(RoomType.DOUBLE, "r1", BOB));
    passBeating(12);
    assertThat(sleeper.round.sweepsHere()).isEqualTo(sleeperSweeps);

    for (int second = 0; second < 30; second++) {
      sleeper.clock.freeze(Duration.ofSeconds(1));
      passASecond(other.clock, shared.clock);
      if (second % 5 == 0) {
        beat(other, other == a ? ANN : BOB);
      }
      other.round.run();
      other.directory.refresh();
      other.sweep.run();
    }
    sleeper.sweep.run(); // before its first round, as soon as it wakes
    beat(sleeper, sleeper == a ? ANN : BOB);
    passBeating(60);

    assertThat(evictions()).isEmpty();
    assertThat(members(a)).containsExactly(ANN, BOB);
    assertThat(sleeper.accessLog.pauses).hasSize(1);
    assertThat(other.accessLog.pauses).isEmpty();
  }

  private void letTheOtherSweep() {
    boolean bySweep = a.round.sweepsHere();
    Site sweeps = bySweep ? a : b;
    Site waits = bySweep ? b : a;
    for (int second = 0; second < 10; second++) {
      passASecond(clockOfA, clockOfB, shared.clock);
      waits.round.run();
    }
    sweeps.round.run();
    pass(Duration.ofMinutes(1));
  }

  private void passBeating(int seconds) {
    for (int second = 0; second < seconds; second++) {
      if (second % 5 == 0) {
        beat(a, ANN);
        beat(b, BOB);
      }
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void whoIsSilentAfterAPauseGoesAWholeTimeoutLater() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    done(b.join(RoomType.DOUBLE, "r1", BOB));
    pass(Duration.ofSeconds(5));
    for (int second = 0; second < 30; second++) {
      clockOfA.freeze(Duration.ofSeconds(1));
      passASecond(clockOfB, shared.clock);
      b.round.run();
      b.sweep.run();
    }
    pass(Duration.ofSeconds(23));
    assertThat(evictions()).isEmpty();

    pass(Duration.ofSeconds(3));

    assertThat(evictions()).hasSize(2);
  }

  @Test
  void aHeartbeatThatCannotBeAnsweredIsHeardAllTheSame() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    pass(Duration.ofSeconds(15));
    shared.away(true);
    passASecond(clockOfA, clockOfB, shared.clock);
    beat(a, ANN);
    clockOfA.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> beat(a, ANN)).isInstanceOf(RoomException.class);

    Heartbeats heartbeats = a.directory.remembered(R1).orElseThrow().heartbeats;
    assertThat(Objects.requireNonNull(heartbeats.of(ANN)).lastHeard())
        .isEqualTo(Instant.ofEpochMilli(clockOfA.millis()));
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsShownAndAfterwardsNobodyIsEvicted() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    shared.away(true);
    assertThatThrownBy(() -> a.directory.find(R1))
        .isInstanceOfSatisfying(
            RoomException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TRY_AGAIN));
    for (int second = 0; second < 30; second++) {
      passASecond(clockOfA, clockOfB, shared.clock);
      a.round.run();
      b.round.run();
      a.sweep.run();
    }
    beat(a, ANN);
    shared.away(false);

    pass(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(20));

    assertThat(members(b)).containsExactly(ANN);
    assertThat(evictions()).isEmpty();
  }

  @Test
  void aBanOnOneNodeKeepsTheUserOutOnTheOther() {
    Ban ban =
        b.bans.impose(
            new Ban.Subject(R1, ANN), clockOfB.instant().plusSeconds(60), Site.actor(BOB));

    assertThat(refusal(() -> a.join(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.NOT_ALLOWED);

    b.bans.lift(ban, Site.actor(BOB));

    assertThat(done(a.join(RoomType.DOUBLE, "r1", ANN)).members()).hasSize(1);
  }

  @Test
  void aSessionThatCannotBeReadBlocksItsIdUntilItIsOver() {
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    shared.journal.destroyChainOf(shared.journal.sessionIds().get(0));
    assertThat(b.directory.find(R1)).isEmpty();
    assertThat(refusal(() -> b.open(RoomType.DOUBLE, "r1", BOB))).isEqualTo(Problem.ROOM_ID_IN_USE);

    a.lifecycle.leave(R1, ANN, Site.actor(ANN));

    assertThat(done(b.open(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
  }

  /** The next recording comes after that one, though it was decided before. */
  private void overtake(Runnable other) {
    shared.journal.beforeEach(
        change -> {
          shared.journal.beforeEach(next -> {});
          other.run();
        });
  }
}
