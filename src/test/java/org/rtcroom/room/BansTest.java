package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.actor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;

/** A ban outlives the session, and the process, but not its time. */
class BansTest {

  private static final RoomKey ROOM = RoomKey.of(RoomType.LIVE, "r");

  private final Site site = new Site();

  private Instant inAnHour() {
    return site.clock.instant().plus(Duration.ofHours(1));
  }

  private Ban ban(RoomType type, String roomId, UserId user) {
    Ban.Subject subject = new Ban.Subject(RoomKey.of(type, roomId), user);
    return site.bans.impose(subject, inAnHour(), Actor.SERVICE);
  }

  private static RoomStreams streams(Site of) {
    RoomStreams streams = new RoomStreams();
    streams.directory = of.directory;
    streams.settings = of.settings;
    streams.bans = of.bans;
    streams.platform = of.live;
    return streams;
  }

  private static void assertKeptOut(Site of, UserId user) {
    assertThat(refusal(() -> streams(of).requireMayPublish(RoomType.LIVE, "r", user)))
        .isEqualTo(Problem.NOT_ALLOWED);
    assertThat(refusal(() -> of.join(RoomType.LIVE, "r", user))).isEqualTo(Problem.NOT_ALLOWED);
    assertThat(refusal(() -> of.audience.come(ROOM, new Viewer(user, ""), actor(user))))
        .isEqualTo(Problem.NOT_ALLOWED);
  }

  @Test
  void whoIsRemovedForATimeStaysOutOfTheNextSession() {
    done(site.join(RoomType.LIVE, "r", ANN));
    done(site.join(RoomType.LIVE, "r", BOB));

    ban(RoomType.LIVE, "r", BOB);
    assertThat(site.remove(ROOM, BOB).hasMember(BOB)).isFalse();

    assertKeptOut(site, BOB);
    site.lifecycle.close(ROOM, ANN, actor(ANN));
    done(site.join(RoomType.LIVE, "r", ANN));
    assertKeptOut(site, BOB);
  }

  @Test
  void whoIsRemovedWithoutATimeMayEnterTheNextSession() {
    done(site.join(RoomType.LIVE, "r", ANN));
    done(site.join(RoomType.LIVE, "r", BOB));
    site.remove(ROOM, BOB);
    site.lifecycle.close(ROOM, ANN, actor(ANN));
    done(site.join(RoomType.LIVE, "r", ANN));

    assertThat(done(site.join(RoomType.LIVE, "r", BOB)).hasMember(BOB)).isTrue();
    assertThat(site.accessLog.kinds).isEmpty();
  }

  @Test
  void aBanSurvivesTheProcess() {
    done(site.join(RoomType.LIVE, "r", ANN));
    ban(RoomType.LIVE, "r", BOB);

    assertKeptOut(site.restarted(), BOB);
  }

  @Test
  void aBanEndsByItselfAlsoAcrossAStart() {
    ban(RoomType.DOUBLE, "r", BOB);
    site.clock.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(refusal(() -> site.join(RoomType.DOUBLE, "r", BOB))).isEqualTo(Problem.NOT_ALLOWED);

    site.clock.advance(Duration.ofMillis(1));

    assertThat(done(site.join(RoomType.DOUBLE, "r", BOB)).hasMember(BOB)).isTrue();
    assertThat(site.restarted().bans.bans(RoomKey.of(RoomType.DOUBLE, "r"), BOB)).isFalse();
  }

  @Test
  void aBanHoldsForThatRoomWhateverItsCaseAndForNoOther() {
    ban(RoomType.DOUBLE, "Room", BOB);

    assertThat(refusal(() -> site.join(RoomType.DOUBLE, "rOOM", BOB)))
        .isEqualTo(Problem.NOT_ALLOWED);
    assertThat(done(site.join(RoomType.MULTI, "Room", BOB)).open()).isTrue();
    assertThat(done(site.join(RoomType.DOUBLE, "Room2", BOB)).open()).isTrue();
    assertThat(done(site.join(RoomType.DOUBLE, "Room", ANN)).open()).isTrue();
  }

  @Test
  void aBanHoldsInBothFamiliesThatShareTheirIds() {
    ban(RoomType.WEBRTC, "77", BOB);
    RoomRequest wish = Site.wish(RoomType.WEBEXE, "77");
    RoomKey key = RoomKey.of(RoomType.WEBEXE, "77");

    assertThat(refusal(() -> site.opener.open(wish, Optional.of(Site.member(BOB)), actor(BOB))))
        .isEqualTo(Problem.NOT_ALLOWED);
    done(site.opener.open(wish, Optional.of(Site.member(ANN)), actor(ANN)));
    assertThat(
            refusal(
                () ->
                    site.lifecycle.enter(key, BOB, Optional.empty(), Optional.empty(), actor(BOB))))
        .isEqualTo(Problem.NOT_ALLOWED);
  }

  @Test
  void aLiftedBanLetsTheUserIn() {
    Ban ban = ban(RoomType.DOUBLE, "R", BOB);

    assertThat(site.bans.lift(ban, Actor.SERVICE))
        .contains(new Ban.Subject(RoomKey.of(RoomType.DOUBLE, "r"), BOB));

    assertThat(done(site.join(RoomType.DOUBLE, "r", BOB)).hasMember(BOB)).isTrue();
    assertThat(site.restarted().bans.bans(RoomKey.of(RoomType.DOUBLE, "r"), BOB)).isFalse();
    assertThat(site.accessLog.kinds).containsExactly(AccessKind.BANNED, AccessKind.UNBANNED);
  }

  @Test
  void bansAreListedByTheirEndsPageByPage() {
    ban(RoomType.DOUBLE, "r", BOB);
    ban(RoomType.LIVE, "r", BOB);
    Ban first =
        site.bans.impose(
            new Ban.Subject(RoomKey.of(RoomType.MULTI, "R"), ANN),
            site.clock.instant().plusSeconds(1),
            Actor.SERVICE);

    List<Ban> all = site.bans.after(Optional.empty(), 10);

    assertThat(all).hasSize(3).startsWith(first).doesNotHaveDuplicates();
    List<Ban> paged = new ArrayList<>(site.bans.after(Optional.empty(), 1));
    for (int page = 0; page < 3; page++) {
      Ban last = paged.get(paged.size() - 1);
      paged.addAll(site.bans.after(Optional.of(new Bans.BanPlace(last.until(), last.id())), 1));
    }
    assertThat(paged).isEqualTo(all);
    assertThat(site.restarted().bans.after(Optional.empty(), 10)).isEqualTo(all);
  }

  @Test
  void aBanIsFoundByItsIdUntilItEnds() {
    ban(RoomType.DOUBLE, "r", BOB);
    Ban ban = site.bans.after(Optional.empty(), 1).get(0);

    assertThat(site.bans.find(ban.id())).contains(ban);
    assertThat(site.bans.find(new Ban.Subject(ROOM, BOB).ban(Site.PSEUDONYMS))).isEmpty();
    site.clock.advance(Duration.ofHours(1));
    assertThat(site.bans.find(ban.id())).isEmpty();
    assertThat(site.bans.after(Optional.empty(), 1)).isEmpty();
  }

  /**
   * It ends at its time, or when an operator lifts it; that it is there tells nothing of anybody.
   */
  @Test
  void aBanOfAnErasedUserGoesOnAndCanBeLifted() {
    Ban ban = ban(RoomType.LIVE, "r", BOB);
    site.keptBans.subjects.clear();
    done(site.join(RoomType.LIVE, "r", ANN));

    assertThat(site.bans.subjects(List.of(ban))).isEmpty();
    assertThat(ban.toString()).doesNotContain(BOB.value());
    assertKeptOut(site, BOB);
    assertThat(site.restarted().bans.bans(ROOM, BOB)).isTrue();

    assertThat(site.bans.lift(ban, Actor.SERVICE)).isEmpty();
    assertThat(site.bans.bans(ROOM, BOB)).isFalse();
  }

  @Test
  void twoBansOfAUserCannotBeToldToBeOfOne() {
    assertThat(ban(RoomType.LIVE, "r", BOB).id())
        .isNotEqualTo(ban(RoomType.LIVE, "s", BOB).id())
        .isEqualTo(ban(RoomType.LIVE, "R", BOB).id());
  }

  @Test
  void whatCannotBeRecordedIsNotInForce() {
    site.accessLog.down = true;

    assertThatThrownBy(() -> ban(RoomType.DOUBLE, "r", BOB))
        .isInstanceOf(DatabaseUnavailable.class);

    assertThat(done(site.join(RoomType.DOUBLE, "r", BOB)).hasMember(BOB)).isTrue();
  }

  @Test
  void aBanThatIsOverBeforeItBeginsIsAMistake() {
    Ban.Subject bob = new Ban.Subject(ROOM, BOB);
    Instant now = site.clock.instant();

    assertThatThrownBy(() -> site.bans.impose(bob, now, Actor.SERVICE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(site.accessLog.kinds).isEmpty();
  }
}
