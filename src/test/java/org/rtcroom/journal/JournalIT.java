package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Change;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Member;
import org.rtcroom.room.Notification;
import org.rtcroom.room.Position;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;
import org.rtcroom.server.UnderWayElsewhere;

/** The journal in the database keeps its contract, and what it gives back verifies. */
@ExtendWith(ArquillianExtension.class)
class JournalIT {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final UserId ANN = new UserId("ann");
  private static final Actor ACTOR =
      new Actor(
          Optional.of(ANN),
          Proof.TOKEN,
          "192.0.2.7",
          "",
          "",
          "agent \u4e2d\ud83d\ude00",
          "",
          "t1",
          "r1");

  @Inject Journal journal;
  @Inject Transactions transaction;

  /** A session under way in a test: its state and where its chain ends. */
  private final class Session {
    private RoomState state;
    private Optional<Position> position = Optional.empty();

    Session(String roomId, GroupOwner group) {
      Terms terms =
          new Terms(
              RoomType.LIVE,
              roomId,
              Optional.of(ANN),
              "info \u0000\u202e",
              "",
              true,
              group,
              Optional.empty());
      state = RoomState.unopened(SessionId.next(NOON), terms, NOON);
    }

    Session record(RoomEvent... events) {
      return record(Set.of(), events);
    }

    Session record(Set<Notification> tellings, RoomEvent... events) {
      RoomState after = state;
      List<JournalEntry> entries = new ArrayList<>();
      for (RoomEvent event : events) {
        after = event.applyTo(after, NOON);
        entries.add(new JournalEntry(event, ACTOR, NOON));
      }
      position = Optional.of(journal.record(new Change(position, entries, after, tellings)));
      state = after;
      return this;
    }

    Session opened() {
      return record(new RoomEvent.Opened(state.terms()));
    }

    Session joined(String user) {
      Member member = new Member(new UserId(user), "N\"" + user, "a", Optional.empty(), 0);
      return record(new RoomEvent.Joined(member));
    }

    Optional<RecordedSession> load() {
      return journal.load(state.sessionId());
    }

    void tamper(String sql) {
      transaction.run(
          entities ->
              entities
                  .createNativeQuery(sql)
                  .setParameter(1, state.sessionId().value())
                  .executeUpdate());
    }
  }

  private Session session() {
    return new Session("r" + UUID.randomUUID(), GroupOwner.NONE);
  }

  @Test
  void whatWasRecordedIsReadBackAsItWas() {
    Session session = session().opened().joined("ann").joined("bob");

    assertThat(session.load()).contains(new RecordedSession(session.state, session.position.get()));
  }

  @Test
  void aSessionNobodyRecordedIsNotThere() {
    assertThat(journal.load(SessionId.next(NOON))).isEmpty();
  }

  @Test
  void anOpenRoomIdCannotBeOpenedAgainNotEvenInOtherCase() {
    Session first = session().opened();
    Session second =
        new Session(
            first.state.terms().roomId().toUpperCase(java.util.Locale.ROOT), GroupOwner.NONE);

    assertThatThrownBy(second::opened)
        .isInstanceOfSatisfying(
            Journal.ClaimConflict.class,
            claimed -> {
              assertThat(claimed.holder()).isEqualTo(first.state.sessionId());
              assertThat(claimed.groupPending()).isFalse();
            });
    assertThat(second.load()).isEmpty();
  }

  @Test
  void aClosedRoomIdCanBeOpenedAgain() {
    Session first = session().opened().record(new RoomEvent.Closed(Reason.IDLE));
    Session second = new Session(first.state.terms().roomId(), GroupOwner.NONE).opened();

    assertThat(second.load()).isPresent();
    assertThat(journal.openSessions())
        .extracting(Journal.OpenSession::sessionId)
        .contains(second.state.sessionId())
        .doesNotContain(first.state.sessionId());
  }

  @AfterEach
  void nothingIsLeftUnderWay() {
    new UnderWayElsewhere(transaction).end();
  }

  @Test
  void aClosedSessionHoldsItsGroupUntilThatIsReleased() {
    String roomId = "g" + UUID.randomUUID();
    Session first = new Session(roomId, GroupOwner.SERVER).opened();
    new UnderWayElsewhere(transaction).destroying(first.state.sessionId(), roomId);
    first.record(Set.of(Notification.DESTROY_GROUP), new RoomEvent.Closed(Reason.IDLE));

    assertThatThrownBy(() -> new Session(roomId, GroupOwner.SERVER).opened())
        .isInstanceOfSatisfying(
            Journal.ClaimConflict.class, claimed -> assertThat(claimed.groupPending()).isTrue());

    transaction.run(
        entities -> {
          journal.releaseGroups(List.of(first.state.sessionId()));
          return true;
        });
    assertThat(new Session(roomId, GroupOwner.SERVER).opened().load()).isPresent();
  }

  @Test
  void whoeverFollowsAnOlderLineIsOvertaken() {
    Session session = session().opened();
    Session other = session();
    other.state = session.state;
    other.position = session.position;
    session.joined("ann");

    assertThatThrownBy(() -> other.joined("bob")).isInstanceOf(Journal.LostRace.class);

    assertThat(session.load().get().state().members()).hasSize(1);
  }

  @Test
  void aChangedLineBreaksTheChain() {
    Session session = session().opened().joined("ann");
    session.tamper("update session_line set at_millis = at_millis + 1 where chain = ? and seq = 1");

    assertThatThrownBy(session::load)
        .isInstanceOf(BrokenChain.class)
        .hasMessageContaining("#1")
        .hasMessageContaining("hash");
  }

  @Test
  void aChangedPersonalPartBreaksTheChain() {
    Session session = session().opened().joined("ann").joined("bob");
    session.tamper(
        "update session_person set salt ="
            + " (select min(salt) from session_person p where p.chain = session_person.chain)"
            + " where chain = ?");

    assertThatThrownBy(session::load)
        .isInstanceOf(BrokenChain.class)
        .hasMessageContaining("personal part");
  }

  @Test
  void aCutTailBreaksTheChain() {
    Session session = session().opened().joined("ann");
    session.tamper("delete from session_line where chain = ? and seq = 1");

    assertThatThrownBy(session::load)
        .isInstanceOf(BrokenChain.class)
        .hasMessageContaining("line 1 is missing");
  }

  @Test
  void aMissingLineBreaksTheChain() {
    Session session = session().opened().joined("ann").joined("bob");
    session.tamper("delete from session_line where chain = ? and seq = 1");

    assertThatThrownBy(session::load)
        .isInstanceOf(BrokenChain.class)
        .hasMessageContaining("expected line 1");
  }

  @Test
  void aReplayBeginsAtTheLastSnapshot() {
    Session session = session().opened().joined("ann");
    session.record(new RoomEvent.Snapshot(session.state)).joined("bob");
    session.tamper("delete from session_line where chain = ? and seq < 2");

    assertThat(session.load()).contains(new RecordedSession(session.state, session.position.get()));
  }
}
