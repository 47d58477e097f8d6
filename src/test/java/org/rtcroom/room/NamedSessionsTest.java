package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.actor;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;

/** What is done to a session by its id reaches that session and no later one of the same room. */
class NamedSessionsTest {

  private static final RoomKey ROOM = RoomKey.of(RoomType.LIVE, "r");
  private static final RoomEvent.Remark REMARK =
      new Remarks.Held("a complaint", new Remarks.By("key", "1"));

  private final Site site = new Site();
  private NamedSessions.Name name;

  @BeforeEach
  void aRoomWithTwo() {
    done(site.join(RoomType.LIVE, "r", ANN));
    done(site.join(RoomType.LIVE, "r", BOB));
    name = site.name(ROOM);
  }

  private List<RoomEvent> events() {
    return site.journal.lines(name.sessionId()).stream().map(JournalEntry::event).toList();
  }

  @Test
  void aMemberIsPutOutAndMayNotComeBackIntoTheSession() {
    RoomState after = site.sessions.remove(name, BOB, actor(ANN)).state();

    assertThat(after.hasMember(BOB)).isFalse();
    assertThat(events()).last().isInstanceOf(RoomEvent.Left.class);
    assertThat(site.journal.lines(name.sessionId()))
        .last()
        .returns(actor(ANN), JournalEntry::actor);
    assertThat(refusal(() -> site.join(RoomType.LIVE, "r", BOB))).isEqualTo(Problem.NOT_ALLOWED);
  }

  @Test
  void aUserWhoIsNoMemberMayNotComeIn() {
    site.sessions.remove(name, Site.CAT, Actor.SERVICE);

    assertThat(events()).last().isEqualTo(new RoomEvent.Barred(Site.CAT));
    assertThat(refusal(() -> site.join(RoomType.LIVE, "r", Site.CAT)))
        .isEqualTo(Problem.NOT_ALLOWED);
  }

  @Test
  void theSessionIsClosedForTheReasonGiven() {
    RoomState after =
        site.sessions.close(name, Reason.CLOSED_BY_ADMINISTRATOR, Actor.SERVICE).state();

    assertThat(after.closedWhy()).contains(Reason.CLOSED_BY_ADMINISTRATOR);
    assertThat(site.directory.find(ROOM)).isEmpty();
  }

  @Test
  void aRemarkIsRecordedAndChangesNothingElse() {
    RoomState before = site.room(RoomType.LIVE, "r").state();

    assertThat(site.sessions.remark(name, REMARK, Actor.SERVICE)).isTrue();

    assertThat(events()).last().isEqualTo(REMARK);
    assertThat(site.room(RoomType.LIVE, "r").state()).isEqualTo(before);
  }

  @Test
  void aLaterSessionOfTheSameRoomIsLeftAlone() {
    site.lifecycle.close(ROOM, ANN, actor(ANN));
    RoomState later = done(site.join(RoomType.LIVE, "r", ANN));

    assertThat(refusal(() -> site.sessions.remove(name, ANN, Actor.SERVICE)))
        .isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(
            refusal(() -> site.sessions.close(name, Reason.CLOSED_BY_ADMINISTRATOR, Actor.SERVICE)))
        .isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(site.sessions.remark(name, REMARK, Actor.SERVICE)).isFalse();
    assertThat(site.directory.find(ROOM)).contains(later);
  }
}
