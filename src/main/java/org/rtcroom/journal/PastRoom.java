package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.Line;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.RoomState;

/**
 * The room of a session as it was at a moment, replayed from the last snapshot before it of which
 * nothing was erased. A session is read page by page: a million lines take no more memory than a
 * thousand, and no more time either, unless its snapshots were erased. Works within the caller's
 * transaction.
 */
public final class PastRoom {

  /** Lines among which a snapshot is looked for at once; there is one in each thousand. */
  private static final int AT_ONCE = 5_000;

  /** Lines about erasures that are read at once; each may name {@link Endings#MOST_LINES}. */
  private static final int ERASURES = 20;

  private static final String SNAPSHOTS =
      "select max(l.seq) from SessionLine l, SessionPerson p where l.chain = :chain"
          + " and l.seq between :from and :to and l.kind = :kind"
          + " and p.chain = l.chain and p.seq = l.seq";

  private final EntityManager entities;
  private final SessionHead head;
  private final String chain;
  private final Predicate<Line> genuine;
  private @Nullable BitSet erased;

  private PastRoom(EntityManager entities, SessionHead head, Predicate<Line> genuine) {
    this.entities = entities;
    this.head = head;
    this.chain = head.sessionId().value();
    this.genuine = genuine;
  }

  /**
   * The room as it was at that moment; empty if it was not yet. Verifies the lines that it replays,
   * and the one after them, which confirms the last of them.
   *
   * @param genuine whether an act has its signature; one that has none permits nothing
   * @throws BrokenChain if these lines do not verify or cannot be replayed
   */
  public static Optional<RoomState> at(
      EntityManager entities, SessionHead head, Instant moment, Predicate<Line> genuine) {
    return new PastRoom(entities, head, genuine).at(moment);
  }

  private Optional<RoomState> at(Instant moment) {
    long last = linesUntil(moment) - 1;
    Replay replay = new Replay(head.sessionId(), this::mayBeErased);
    if (last < 0) {
      return replay.room();
    }
    long confirmed = Math.min(last + 1, head.lastSeq());
    ChainPages pages = new ChainPages(entities, chain, snapshot(last), confirmed);
    for (Optional<Chain> page = pages.next(); page.isPresent(); page = pages.next()) {
      for (Line line : page.get().lines()) {
        if (line.seq() <= last) {
          replay.add(page.get(), line);
        }
      }
      if (page.get().last().seq() == head.lastSeq()) {
        page.get().endingAt(head.lastSeq(), head.lastHash());
      }
    }
    return replay.room();
  }

  /** How many lines are not later than a moment: the times of lines never go back. */
  private long linesUntil(Instant moment) {
    long low = 0;
    long high = head.lastSeq() + 1;
    long middle = head.lastSeq(); // mostly the end is asked for
    while (low < high) {
      if (time(middle).isAfter(moment)) {
        high = middle;
      } else {
        low = middle + 1;
      }
      middle = (low + high) / 2;
    }
    return low;
  }

  private Instant time(long seq) {
    return entities
        .createQuery(
            "select l.atMillis from SessionLine l where l.chain = :chain and l.seq = :seq",
            Long.class)
        .setParameter("chain", chain)
        .setParameter("seq", seq)
        .getResultStream()
        .findFirst()
        .map(Instant::ofEpochMilli)
        .orElseThrow(() -> new BrokenChain(chain + ": line " + seq + " is missing"));
  }

  /** The number of the last snapshot up to a line whose personal part is there; else 0. */
  private long snapshot(long last) {
    Long found = null;
    for (long to = last; to > 0 && found == null; to -= AT_ONCE) {
      found =
          entities
              .createQuery(SNAPSHOTS, Long.class)
              .setParameter("chain", chain)
              .setParameter("from", Math.max(0, to - AT_ONCE + 1))
              .setParameter("to", to)
              .setParameter("kind", EventKind.SNAPSHOT.name())
              .getSingleResult();
    }
    return found == null ? 0 : found;
  }

  private boolean mayBeErased(long line) {
    if (erased == null) {
      erased = erased();
    }
    return erased.get(Math.toIntExact(line));
  }

  /** A session is erased from once it is closed, and after that no snapshot is made. */
  private BitSet erased() {
    BitSet found = new BitSet();
    List<Line> erasures = erasures(head.snapshotSeq());
    while (!erasures.isEmpty()) {
      found.or(ErasedPart.permitted(erasures, genuine, head.lastSeq()));
      erasures = erasures(erasures.get(erasures.size() - 1).seq());
    }
    return found;
  }

  private List<Line> erasures(long after) {
    return entities
        .createQuery(
            "select l from SessionLine l where l.chain = :chain and l.seq > :after"
                + " and l.kind = :kind order by l.chain, l.seq",
            SessionLine.class)
        .setParameter("chain", chain)
        .setParameter("after", after)
        .setParameter("kind", EventKind.ERASED.name())
        .setMaxResults(ERASURES)
        .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
        .getResultStream()
        .map(SessionLine::line)
        .toList();
  }
}
