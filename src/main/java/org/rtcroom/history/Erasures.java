package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.ErasedPart;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.HeadUpdate;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.RecordProtection;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.journal.SessionPerson;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;

/**
 * Erases people from the records of closed sessions: the personal parts and salts of the lines that
 * tell of the user go, together with the columns that find lines by them. The chain verifies as
 * before.
 */
@ApplicationScoped
public class Erasures {

  /** Kinds whose personal parts tell whose room it is. */
  private static final List<String> OF_CREATOR =
      Stream.of(EventKind.OPENING, EventKind.OPENED, EventKind.JOINED, EventKind.SNAPSHOT)
          .map(Enum::name)
          .toList();

  @Inject AuditReader reader;
  @Inject LateLines late;
  @Inject ActSignatures acts;
  @Inject Endings endings;
  @Inject Clock clock;

  /** Why a user is erased. Recorded for good. */
  public record ErasureGrounds(String reason, String legalBasis, Remarks.By by) {}

  /**
   * The outcome of an erasure.
   *
   * @param lines how many lost their personal part
   */
  public record ErasureResult(SessionSummary session, int lines) {}

  /**
   * Erases a user from a session; committed when this returns.
   *
   * @return empty if there is no such session
   * @throws NotErasable if it is not closed, held, must be kept still, or tells of no such user
   */
  public Optional<ErasureResult> erase(
      SessionId sessionId, UserId user, ErasureGrounds grounds, Actor actor) {
    if (reader.session(sessionId).isEmpty()) {
      return Optional.empty();
    }
    AtomicInteger lines = new AtomicInteger();
    boolean closed =
        late.append(
            sessionId,
            (entities, head) -> {
              Remarks.Erased erased = erase(entities, head, user, grounds);
              lines.set(erased.lines().size());
              return erased;
            },
            actor);
    if (!closed) {
      throw new NotErasable("the session is not closed");
    }
    return reader.session(sessionId).map(session -> new ErasureResult(session, lines.get()));
  }

  private Remarks.Erased erase(
      EntityManager entities, SessionHead head, UserId user, ErasureGrounds grounds) {
    SessionId sessionId = head.sessionId();
    RecordProtection.of(entities, sessionId, acts).requireErasable(clock.instant());
    List<Long> seqs = tellingOf(entities, sessionId, user);
    if (seqs.isEmpty()) {
      throw new NotErasable("no line tells of that user");
    }
    return erase(entities, head, seqs, grounds);
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
            if (RecordProtection.of(entities, sessionId, acts).held()) {
              throw new NotErasable("the session is held");
            }
            return erase(entities, head, seqs, grounds);
          },
          Actor.SERVICE);
    } catch (NotErasable e) {
      return false;
    }
  }

  private Remarks.Erased erase(
      EntityManager entities, SessionHead head, List<Long> seqs, ErasureGrounds grounds) {
    SessionId sessionId = head.sessionId();
    for (String table : List.of("session_person", "session_case")) {
      Jdbc.of(entities)
          .each(
              "delete from " + table + " where chain = ? and seq = ?",
              seqs,
              seq -> new Object[] {sessionId.value(), seq});
    }
    if (head.creator().filter(name -> !creatorTold(entities, sessionId, name)).isPresent()) {
      HeadUpdate.forgetCreator(entities, sessionId);
    }
    endings.erased(entities.unwrap(Connection.class), sessionId.value(), seqs);
    return new Remarks.Erased(seqs, grounds.reason(), grounds.legalBasis(), grounds.by());
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

  private static List<Long> tellingOf(EntityManager entities, SessionId sessionId, UserId user) {
    return entities
        .createQuery(
            "select p from SessionPerson p where p.chain = :chain order by p.seq",
            SessionPerson.class)
        .setParameter("chain", sessionId.value())
        .getResultStream()
        .filter(
            person -> ErasedPart.tellsOf(RecordedJson.parse(person.part()).json(), user.value()))
        .map(PersonalRow::seq)
        .toList();
  }
}
