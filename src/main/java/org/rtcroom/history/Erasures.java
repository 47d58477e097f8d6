package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Endings;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.EarlyErasure;
import org.rtcroom.journal.HeadUpdate;
import org.rtcroom.journal.NotAgreed;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.RecordProtection;
import org.rtcroom.journal.SessionHead;
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
   * before the period is over; committed when this returns. Of many lines each {@value
   * Endings#MOST_LINES} are erased by a transaction of their own: if one fails, asking again erases
   * the rest.
   *
   * @return empty if there is no such session
   * @throws NotErasable if it is not closed, held, tells of no such user, or must be kept still and
   *     no law is named that demands it all the same
   * @throws NotAgreed if the second administrator may be the first one
   */
  public Optional<ErasureResult> erase(
      SessionId sessionId, UserId user, ErasureGrounds grounds, Actor actor) {
    Optional<SessionSummary> session = reader.session(sessionId);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    if (session.get().closed().isEmpty()) {
      throw notClosed();
    }
    List<Long> telling = reader.read(entities -> tellingOf(entities, sessionId, user));
    boolean agreed = true;
    int lines = 0;
    for (List<Long> some : fromTheEnd(telling)) {
      RoomEvent.Remark added = append(sessionId, telling, some, grounds, actor);
      agreed &= added instanceof Remarks.Erased;
      lines += added instanceof Remarks.Erased erased ? erased.lines().size() : 0;
    }
    ErasureResult result =
        new ErasureResult(reader.session(sessionId).orElseThrow(), lines, agreed);
    return Optional.of(result);
  }

  /**
   * Lines as they are erased together. The first ones go last: by them it is known which of the
   * others are the user's, should these have to be erased by another call.
   */
  private static List<List<Long>> fromTheEnd(List<Long> seqs) {
    List<List<Long>> parts = new ArrayList<>();
    int most = Endings.MOST_LINES;
    for (int from = Math.max(0, seqs.size() - 1) / most * most; from >= 0; from -= most) {
      parts.add(seqs.subList(from, Math.min(seqs.size(), from + most)));
    }
    return parts;
  }

  private RoomEvent.Remark append(
      SessionId sessionId,
      List<Long> telling,
      List<Long> some,
      ErasureGrounds grounds,
      Actor actor) {
    AtomicReference<RoomEvent.Remark> added = new AtomicReference<>();
    boolean closed =
        late.append(
            sessionId,
            (entities, head) -> {
              RoomTraces.requireGroupGone(entities, head, telling);
              RoomEvent.Remark remark = decide(entities, head, some, grounds);
              added.set(remark);
              return remark;
            },
            actor);
    return Optional.ofNullable(added.get()).filter(one -> closed).orElseThrow(Erasures::notClosed);
  }

  private static NotErasable notClosed() {
    return new NotErasable("the session is not closed");
  }

  /** Erases, or has the first of two administrators agree to that. */
  private RoomEvent.Remark decide(
      EntityManager entities, SessionHead head, List<Long> some, ErasureGrounds grounds) {
    Instant now = clock.instant();
    SessionId sessionId = head.sessionId();
    RecordProtection standing = RecordProtection.of(Jdbc.of(entities), sessionId, acts);
    standing.requireNotHeld();
    List<Long> seqs =
        PersonalParts.left(Jdbc.of(entities), "session_person", sessionId.value(), some);
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
            RoomTraces.requireGroupGone(entities, head, seqs);
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
    RoomTraces.forgetRoom(entities, head, seqs);
    for (String table : List.of("session_person", "session_case")) {
      Jdbc.of(entities)
          .each(
              "delete from " + table + " where chain = ? and seq = ?",
              seqs,
              seq -> new Object[] {sessionId.value(), seq});
    }
    if (head.creator()
        .filter(name -> !RoomTraces.creatorTold(entities, sessionId, name))
        .isPresent()) {
      HeadUpdate.forgetCreator(Jdbc.of(entities), sessionId);
    }
    endings.erased(entities.unwrap(Connection.class), sessionId.value(), seqs);
    return new Remarks.Erased(seqs, grounds.reason(), grounds.legalBasis(), grounds.by(), early);
  }

  private static List<Long> tellingOf(EntityManager entities, SessionId sessionId, UserId user) {
    LinesOfUser lines = new LinesOfUser(user.value());
    PersonalParts.of(Jdbc.of(entities), sessionId.value())
        .forEach(part -> lines.add(part.seq(), part.kind(), part.json().json()));
    return lines.seqs();
  }
}
