package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Remarks;

/**
 * Lines that are to be erased before their period is over, and who has agreed to that.
 *
 * @param lines their numbers, ascending
 * @param basis why the law demands that before the period is over
 * @param warrant of the key whose holder demands it now
 */
public record EarlyErasure(List<Long> lines, String basis, Warrant warrant) {

  /**
   * What makes the erasure lawful, if another person agreed to the same before; works within the
   * caller's transaction.
   *
   * @param now when the line about it will be written
   * @return empty if this is the first of two who must agree
   * @throws NotAgreed if both keys may be in the hands of one person
   */
  public Optional<Remarks.Early> agreed(
      EntityManager entities, SessionId sessionId, ActSignatures acts, Instant now) {
    TwoPersons persons = new TwoPersons(Optional.empty());
    entities
        .createQuery(
            "select l from SessionLine l where l.chain = :chain and l.kind = :kind order by l.seq",
            SessionLine.class)
        .setParameter("chain", sessionId.value())
        .setParameter("kind", EventKind.ERASURE_AGREED.name())
        .getResultStream()
        .map(SessionLine::line)
        .filter(line -> acts.genuine(entities.unwrap(Connection.class), line))
        .forEach(line -> add(persons, line));
    Optional<NotAgreed.Why> objection =
        persons.add(new TwoPersons.Agreement(warrant, now, Long.MAX_VALUE));
    if (objection.isPresent()) {
      throw new NotAgreed(objection.get());
    }
    return persons
        .firstSeq()
        .filter(first -> persons.agreed())
        .map(first -> new Remarks.Early(basis, first, warrant));
  }

  private void add(TwoPersons persons, Line line) {
    if (LineFormat.event(line, new byte[0]) instanceof Remarks.ErasureAgreed agreement
        && agreement.lines().equals(lines)
        && agreement.earlyBasis().equals(basis)) {
      persons.add(new TwoPersons.Agreement(agreement.warrant(), line.at(), line.seq()));
    }
  }
}
