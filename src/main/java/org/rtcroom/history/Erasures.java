package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.PersonalRow;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.EventKind;
import org.rtcroom.journal.HeadUpdate;
import org.rtcroom.journal.LineFormat;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.journal.RecordProtection;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.journal.SessionLine;
import org.rtcroom.journal.SessionPerson;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;

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
    forgetRoom(entities, head, seqs);
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
    HeadUpdate.forgetRoom(entities, sessionId, LineFormat.roomPseudonym(last));
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
