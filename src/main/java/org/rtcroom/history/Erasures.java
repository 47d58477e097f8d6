package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.EarlyErasure;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.HeadUpdate;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.journal.NotAgreed;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.RecordProtection;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.journal.SessionLine;
import org.rtcroom.journal.SessionPerson;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * Erases people from the records of closed sessions: the personal parts and salts of the lines that
 * tell of the user go, together with the columns that find lines by them, and with what the user
 * wrote: the room's id, where the user opened it, and the snapshots that repeat it. The chain
 * verifies as before.
 */
@ApplicationScoped
public class Erasures {

  /** Kinds whose personal parts tell whose room it is. */
  private static final List<String> OF_CREATOR =
      Stream.of(EventKind.OPENING, EventKind.OPENED, EventKind.JOINED, EventKind.SNAPSHOT)
          .map(Enum::name)
          .toList();

  /** Kinds whose details hold the room's pseudonym. */
  private static final List<String> OF_ROOM =
      List.of(EventKind.OPENING.name(), EventKind.OPENED.name());

  @Inject AuditReader reader;
  @Inject LateLines late;
  @Inject ActSignatures acts;
  @Inject RetentionRules rules;
  @Inject Endings endings;
  @Inject Clock clock;

  /**
   * Why a user is erased. Recorded for good.
   *
   * @param early why that is demanded before the period is over, if it is
   */
  public record ErasureGrounds(
      String reason, String legalBasis, Remarks.By by, Optional<EarlyGrounds> early) {}

  /**
   * Why a user is erased before the period is over.
   *
   * @param basis the law that demands it
   * @param warrant of the key of the administrator who asks
   */
  public record EarlyGrounds(String basis, Warrant warrant) {}

  /**
   * The outcome of an erasure.
   *
   * @param lines how many lost their personal part
   * @param agreed false if another administrator must agree first
   */
  public record ErasureResult(SessionSummary session, int lines, boolean agreed) {}

  /**
   * Erases a user from a session, or records that the first of two administrators asks for it
   * before the period is over; committed when this returns.
   *
   * @return empty if there is no such session
   * @throws NotErasable if it is not closed, held, tells of no such user, or must be kept still and
   *     no law is named that demands it all the same
   * @throws NotAgreed if the second administrator may be the first one
   */
  public Optional<ErasureResult> erase(
      SessionId sessionId, UserId user, ErasureGrounds grounds, Actor actor) {
    if (reader.session(sessionId).isEmpty()) {
      return Optional.empty();
    }
    AtomicReference<RoomEvent.Remark> added = new AtomicReference<>();
    boolean closed =
        late.append(
            sessionId,
            (entities, head) -> {
              RoomEvent.Remark remark = decide(entities, head, user, grounds);
              added.set(remark);
              return remark;
            },
            actor);
    if (!closed) {
      throw new NotErasable("the session is not closed");
    }
    boolean agreed = added.get() instanceof Remarks.Erased;
    int lines = added.get() instanceof Remarks.Erased erased ? erased.lines().size() : 0;
    return reader.session(sessionId).map(session -> new ErasureResult(session, lines, agreed));
  }

  /** Erases, or has the first of two administrators agree to that. */
  private RoomEvent.Remark decide(
      EntityManager entities, SessionHead head, UserId user, ErasureGrounds grounds) {
    Instant now = clock.instant();
    SessionId sessionId = head.sessionId();
    RecordProtection standing = RecordProtection.of(Jdbc.of(entities), sessionId, acts);
    standing.requireNotHeld();
    List<Long> seqs = tellingOf(entities, sessionId, user);
    if (seqs.isEmpty()) {
      throw new NotErasable("no line tells of that user");
    }
    Optional<Instant> keptUntil = keptUntil(entities, head, standing, now);
    return keptUntil.isEmpty()
        ? erase(entities, head, seqs, grounds, Optional.empty())
        : decideEarly(
            entities, head, seqs, grounds, grounds.early().orElseThrow(() -> keptStill(keptUntil)));
  }

  private RoomEvent.Remark decideEarly(
      EntityManager entities,
      SessionHead head,
      List<Long> seqs,
      ErasureGrounds grounds,
      EarlyGrounds early) {
    Optional<Remarks.Early> agreed =
        new EarlyErasure(seqs, early.basis(), early.warrant())
            .agreed(entities, head.sessionId(), acts, clock.instant());
    return agreed.isPresent()
        ? erase(entities, head, seqs, grounds, agreed)
        : new Remarks.ErasureAgreed(
            seqs,
            grounds.reason(),
            grounds.legalBasis(),
            early.basis(),
            grounds.by(),
            early.warrant());
  }

  private static NotErasable keptStill(Optional<Instant> until) {
    return new NotErasable(
        "the session must be kept until "
            + until.orElseThrow()
            + "; before that two ADMIN keys of different persons must ask for the same, with the"
            + " law that demands it as earlyLegalBasis");
  }

  /** The end of the period in force by the rules as recorded, if that is still to come. */
  private Optional<Instant> keptUntil(
      EntityManager entities, SessionHead head, RecordProtection standing, Instant now) {
    RetentionClasses inForce = rules.inForce(entities, now);
    Instant closed = Instant.ofEpochMilli(head.closedMillis().orElseGet(now::toEpochMilli));
    return standing
        .erasableFrom(
            closed, RetentionClasses.STANDARD, name -> inForce.period(name, head.family()))
        .filter(end -> end.isAfter(now));
  }

  /**
   * Erases again what a restored database brought back to life.
   *
   * @return false if the session is open or held
   */
  boolean eraseAgain(SessionId sessionId, List<Long> seqs, ErasureGrounds grounds) {
    try {
      return late.append(
          sessionId,
          (entities, head) -> {
            RecordProtection.of(Jdbc.of(entities), sessionId, acts).requireNotHeld();
            return erase(entities, head, seqs, grounds, Optional.empty());
          },
          Actor.SERVICE);
    } catch (NotErasable e) {
      return false;
    }
  }

  private Remarks.Erased erase(
      EntityManager entities,
      SessionHead head,
      List<Long> seqs,
      ErasureGrounds grounds,
      Optional<Remarks.Early> early) {
    SessionId sessionId = head.sessionId();
    forgetRoom(entities, head, seqs);
    for (String table : List.of("session_person", "session_case")) {
      Jdbc.of(entities)
          .each(
              "delete from " + table + " where chain = ? and seq = ?",
              seqs,
              seq -> new Object[] {sessionId.value(), seq});
    }
    if (head.creator().filter(name -> !creatorTold(entities, sessionId, name)).isPresent()) {
      HeadUpdate.forgetCreator(Jdbc.of(entities), sessionId);
    }
    endings.erased(entities.unwrap(Connection.class), sessionId.value(), seqs);
    return new Remarks.Erased(seqs, grounds.reason(), grounds.legalBasis(), grounds.by(), early);
  }

  /** Whether the parts that are left tell that the session's creator is that user. */
  private static boolean creatorTold(EntityManager entities, SessionId sessionId, String name) {
    return entities
        .createQuery(
            "select p from SessionLine l, SessionPerson p where l.chain = :chain"
                + " and l.kind in :kinds and p.chain = l.chain and p.seq = l.seq",
            SessionPerson.class)
        .setParameter("chain", sessionId.value())
        .setParameter("kinds", OF_CREATOR)
        .getResultStream()
        .map(person -> RecordedJson.parse(person.part()))
        .flatMap(part -> Stream.of("creator", "owner", "user").map(part::optionalText))
        .anyMatch(Optional.of(name)::equals);
  }

  /** Where the lines go that say how the room is called. What is still to be told names it. */
  private static void forgetRoom(EntityManager entities, SessionHead head, List<Long> seqs) {
    SessionId sessionId = head.sessionId();
    List<Line> naming =
        entities
            .createQuery(
                "select l from SessionLine l where l.chain = :chain and l.kind in :kinds"
                    + " order by l.seq",
                SessionLine.class)
            .setParameter("chain", sessionId.value())
            .setParameter("kinds", OF_ROOM)
            .getResultStream()
            .map(SessionLine::line)
            .toList();
    if (naming.stream().noneMatch(line -> seqs.contains(line.seq()))) {
      return;
    }
    if (head.groupKeyOrNull() != null
        || Jdbc.of(entities)
            .any("select 1 from delivery where session_id = ?", sessionId.value())) {
      throw new NotErasable("the IM cloud must still be told of the end of the room's group");
    }
    Line last = naming.get(naming.size() - 1);
    HeadUpdate.forgetRoom(Jdbc.of(entities), sessionId, LineFormat.roomPseudonym(last));
  }

  private static List<Long> tellingOf(EntityManager entities, SessionId sessionId, UserId user) {
    LinesOfUser lines = new LinesOfUser(user.value());
    entities
        .createQuery(
            "select l.kind, p from SessionLine l, SessionPerson p where l.chain = :chain"
                + " and p.chain = l.chain and p.seq = l.seq order by p.seq",
            Object[].class)
        .setParameter("chain", sessionId.value())
        .getResultStream()
        .forEach(
            row -> {
              PersonalRow person = (PersonalRow) row[1];
              lines.add(person.seq(), (String) row[0], RecordedJson.parse(person.part()).json());
            });
    return lines.seqs();
  }
}
