package org.rtcroom.accesslog;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
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
      throw new AppendFailure(((Outcome.RolledBack<Line>) outcome).cause());
    }
  }

  /** After a commit without an answer: the chain goes on where the database says it ends. */
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

  /** The end of the chain, or of those it was cut for. */
  private static Line lastLine(EntityManager entities, String chain) {
    AccessHead head = entities.find(AccessHead.class, chain);
    Line end = entities.find(AccessLine.class, new LineId(chain, head.lastSeq())).line();
    return end.kind().equals(AccessKind.CUT.name())
        ? lastLine(entities, RecordedJson.parse(end.details()).text(AccessBatch.NEXT))
        : end;
  }
}
