package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.journal.SessionChains;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Change;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Notification;
import org.rtcroom.room.Position;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;
import org.rtcroom.server.UnderWayElsewhere;

/** Lines that are added to a session after its end. */
@ExtendWith(ArquillianExtension.class)
class LateLinesIT {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Remarks.Held HELD =
      new Remarks.Held("dispute", new Remarks.By("auditor", "key-1"));

  @Inject Journal journal;
  @Inject LateLines late;
  @Inject AuditReader reader;
  @Inject Transactions transaction;

  private final Terms terms =
      new Terms(
          RoomType.LIVE,
          "late-" + UUID.randomUUID(),
          Optional.empty(),
          "",
          "",
          true,
          GroupOwner.SERVER,
          Optional.empty());

  @AfterEach
  void nothingIsLeftUnderWay() {
    new UnderWayElsewhere(transaction).end();
  }

  @Test
  void aLineAfterTheEndDoesNotFreeTheGroupThatIsStillToBeDestroyed() {
    SessionId session = closed();
    assertThat(groupKey(session)).isNotEmpty();

    assertThat(add(session)).isTrue();

    assertThat(groupKey(session)).isEqualTo(terms.roomId());
  }

  @Test
  void theSessionIsStillClosedAndVerifies() {
    SessionId session = closed();
    add(session);
    add(session);

    assertThat(journal.load(session))
        .get()
        .matches(recorded -> recorded.state().closedWhy().equals(Optional.of(Reason.IDLE)))
        .matches(recorded -> recorded.position().seq() == 3);
    assertThat(reader.session(session)).get().matches(summary -> summary.lines() == 4);
  }

  @Test
  void anOpenSessionGetsNoLateLine() {
    assertThat(add(opened().after().sessionId())).isFalse();
    assertThat(add(SessionId.next(NOON))).isFalse();
  }

  @Test
  void manyAtOnceAreAllThereInOneUnbrokenChain() throws Exception {
    SessionId session = closed();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(threads.submit(() -> add(session)));
    }
    int added = 0;
    for (Future<Boolean> call : calls) {
      added += call.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(added).isEqualTo(4);
    assertThat(journal.load(session)).get().matches(found -> found.position().seq() == 5);
    assertThat(reader.standing(session).held()).isTrue();
  }

  @Test
  void twoKeysLiftAHold() {
    SessionId session = closed();
    add(session);
    lift(session, "key-1");
    assertThat(reader.standing(session).held()).isTrue();

    lift(session, "key-2");

    assertThat(reader.standing(session).held()).isFalse();
  }

  private void lift(SessionId session, String keyId) {
    Remarks.LiftAgreed lift =
        new Remarks.LiftAgreed(
            "settled",
            new Remarks.By("auditor", keyId),
            new Warrant(keyId, "giver of " + keyId, Instant.EPOCH));
    assertThat(late.append(session, (entities, head) -> lift, Actor.SERVICE)).isTrue();
  }

  @Test
  void linesThatNobodySignedLiftNoHold() {
    SessionId session = closed();
    add(session);
    lift(session, "key-1");

    transaction.commit(
        entities ->
            entities
                .createNativeQuery(
                    "insert into session_line select chain, seq + 1, format, at_millis, kind, ?1,"
                        + " commitment, hash, hash from session_line"
                        + " where chain = ?2 and kind = 'LIFT_AGREED'")
                .setParameter(
                    1,
                    "{\"givenBy\":\"x\",\"key\":\"a\",\"keyId\":\"key-2\",\"node\":\"node1\",\"reason\":\"r\",\"since\":0}"
                        .getBytes(StandardCharsets.UTF_8))
                .setParameter(2, session.value())
                .executeUpdate());

    assertThat(reader.standing(session).held()).isTrue();
  }

  private boolean add(SessionId session) {
    return late.append(session, (entities, head) -> HELD, Actor.SERVICE);
  }

  /** A change, and where the chain ends after it. */
  private record Done(RoomState after, Position position) {}

  private Done opened() {
    RoomState before = RoomState.unopened(SessionId.next(NOON), terms, NOON);
    return record(before, Optional.empty(), new RoomEvent.Opened(terms), Set.of());
  }

  private SessionId closed() {
    Done opened = opened();
    new UnderWayElsewhere(transaction).destroying(opened.after().sessionId(), terms.roomId());
    return record(
            opened.after(),
            Optional.of(opened.position()),
            new RoomEvent.Closed(Reason.IDLE),
            Set.of(Notification.DESTROY_GROUP))
        .after()
        .sessionId();
  }

  private Done record(
      RoomState before, Optional<Position> position, RoomEvent event, Set<Notification> tellings) {
    RoomState after = event.applyTo(before, NOON);
    List<JournalEntry> entries = List.of(new JournalEntry(event, Actor.SERVICE, NOON));
    return new Done(after, journal.record(new Change(position, entries, after, tellings)));
  }

  private String groupKey(SessionId session) {
    Outcome<String> outcome =
        transaction.run(
            entities ->
                String.valueOf(
                    SessionChains.head(entities, session).orElseThrow().groupKeyOrNull()));
    return ((Outcome.Committed<String>) outcome).result();
  }
}
