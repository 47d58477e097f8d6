package org.rtcroom.accesslog;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.settings.NodeName;

/**
 * The access log of this node since its start: a chain, and a new one each day. Only its one writer
 * appends; each batch of notes is one transaction.
 */
@ApplicationScoped
class AccessChain {

  @EJB Transactions transaction;
  @Inject ActSignatures acts;
  @Inject Pseudonyms pseudonyms;
  @Inject NodeName node;
  @Inject Clock clock;

  /** The database took none of the lines. */
  static final class AppendFailure extends DatabaseUnavailable {

    private static final long serialVersionUID = 1L;

    AppendFailure(RuntimeException cause) {
      super("the database did not take it", cause);
    }
  }

  private @Nullable Line last;
  private boolean doubtful;

  /** Returns once transactions are there for this thread. */
  void awaitStart() {
    transaction.run(entities -> true);
  }

  /**
   * Appends a line per note and commits.
   *
   * @throws AppendFailure if nothing was written
   * @throws DatabaseUnavailable if the commit gave no answer
   */
  synchronized void append(List<AccessNote> notes) {
    if (doubtful) {
      readBack();
    }
    Line before = last;
    Outcome<Line> outcome =
        transaction.run(
            entities ->
                new AccessBatch(entities, acts, pseudonyms, node.name(), clock, before)
                    .add(notes)
                    .finish());
    if (outcome instanceof Outcome.Committed<Line> committed) {
      last = committed.result();
    } else if (outcome instanceof Outcome.Unknown<Line> unknown) {
      doubtful = true;
      throw new DatabaseUnavailable("the commit gave no answer", unknown.cause());
    } else {
      doubtful = true; // somebody may have ended the log
      throw new AppendFailure(((Outcome.RolledBack<Line>) outcome).cause());
    }
  }

  /** After a failure: the chain goes on where the database says it ends. */
  private void readBack() {
    Line before = last;
    if (before != null) {
      Outcome<Line> outcome = transaction.run(entities -> lastLine(entities, before.chain()));
      if (outcome instanceof Outcome.Committed<Line> committed) {
        last = committed.result();
      } else {
        throw new AppendFailure(new IllegalStateException("the end of the chain cannot be read"));
      }
    }
    doubtful = false;
  }

  /** The end of the chain, or of those in which it went on. */
  private Line lastLine(EntityManager entities, String chain) {
    AccessHead head = entities.find(AccessHead.class, chain);
    Line end = entities.find(AccessLine.class, new LineId(chain, head.lastSeq())).line();
    return next(entities, end).map(next -> lastLine(entities, next)).orElse(end);
  }

  /** The chain in which a log goes on that was cut, or ended by another node. */
  private Optional<String> next(EntityManager entities, Line end) {
    if (end.kind().equals(AccessKind.CUT.name())) {
      return Optional.of(RecordedJson.parse(end.details()).text(AccessBatch.NEXT));
    } else if (end.kind().equals(AccessKind.LOG_ENDED.name())) {
      return entities
          .createQuery(
              "select l from AccessHead h, AccessLine l where h.node = :node"
                  + " and l.chain = h.chain and l.seq = 0 and l.kind = :kind",
              AccessLine.class)
          .setParameter("node", node.name())
          .setParameter("kind", AccessKind.CONTINUED.name())
          .getResultStream()
          .map(AccessLine::line)
          .filter(first -> continues(first, end.chain()))
          .map(Line::chain)
          .findFirst();
    }
    return Optional.empty();
  }

  private static boolean continues(Line first, String chain) {
    return RecordedJson.parse(first.details()).text(AccessBatch.PREVIOUS).equals(chain);
  }
}
