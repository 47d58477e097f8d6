package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.kernel.BrokenChain;

/**
 * The lines of one session, read and verified page by page, so that memory holds one page of them,
 * however long the session is. Works within the caller's transaction.
 */
final class ChainPages {

  /** Lines of a page. */
  static final int SIZE = 500;

  private final EntityManager entities;
  private final String chain;
  private final long to;
  private long next;
  private @Nullable Chain last;

  /**
   * Opens the lines from one to another.
   *
   * @param from if it is not the first line of the session, its word is taken for the one before
   * @param to number of the last line wanted
   */
  ChainPages(EntityManager entities, String chain, long from, long to) {
    this.entities = entities;
    this.chain = chain;
    this.next = from;
    this.to = to;
  }

  /**
   * The next page, which has a line at least; empty after the last one.
   *
   * @throws BrokenChain if its lines do not verify, or one is missing
   */
  Optional<Chain> next() {
    if (next > to) {
      return Optional.empty();
    }
    long end = Math.min(to, next + SIZE - 1);
    List<Line> lines = SessionChains.rows(entities, chain, next, end, SIZE);
    Map<Long, SessionPerson> personal = SessionChains.personal(entities, chain, next, end);
    Chain page =
        last == null
            ? Chain.verified(lines, personal, chain, next)
            : last.followedBy(lines, personal);
    if (lines.size() != end - next + 1) {
      throw new BrokenChain(chain + ": line " + (next + lines.size()) + " is missing");
    }
    next = end + 1;
    last = page;
    return Optional.of(page);
  }
}
