package org.rtcroom.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Journal;
import org.rtcroom.room.SessionId;

/**
 * The access-log chain of this node and start. Only its one writer appends; each batch of notes is
 * one transaction.
 */
@ApplicationScoped
class AccessChain {

  @Inject ShortTransaction transaction;
  @Inject NodeName node;
  @Inject Clock clock;

  private @Nullable Line last;
  private boolean doubtful;

  /**
   * Appends a line per note and commits.
   *
   * @throws Journal.NotRecorded if nothing was written
   * @throws Journal.OutcomeUnknown if the commit gave no answer
   */
  void append(List<AccessNote> notes) {
    if (doubtful) {
      readBack();
    }
    Line before = last;
    Outcome<Line> outcome = transaction.run(entities -> write(entities, before, notes));
    if (outcome instanceof Outcome.Committed<Line> committed) {
      last = committed.result();
    } else if (outcome instanceof Outcome.Unknown<Line> unknown) {
      doubtful = true;
      throw new Journal.OutcomeUnknown("the commit gave no answer", unknown.cause());
    } else {
      throw new Journal.NotRecorded(
          "the database did not take it", ((Outcome.RolledBack<Line>) outcome).cause());
    }
  }

  private Line write(EntityManager entities, @Nullable Line before, List<AccessNote> notes) {
    List<Line> lines = new ArrayList<>(notes.size());
    Line line = before;
    for (AccessNote note : notes) {
      Content content = note.content();
      line = following(line, note.kind, content);
      lines.add(line);
      entities.persist(new AccessLine(line));
      if (content.personal()) {
        entities.persist(new AccessPerson(line, content, note.user(), note.address()));
      }
      note.together.accept(entities, line);
    }
    Line end = lines.get(lines.size() - 1);
    if (before == null) {
      entities.persist(new AccessHead(node.name(), end));
    } else {
      moveHead(entities, before, end);
    }
    return end;
  }

  private Line following(@Nullable Line before, String kind, Content content) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    if (before == null) {
      String chain = SessionId.next(now).value();
      return Line.following(Line.GENESIS, chain, 0, now, kind, content);
    }
    Instant at = now.isBefore(before.at()) ? before.at() : now;
    return Line.following(before.hash(), before.chain(), before.seq() + 1, at, kind, content);
  }

  private static void moveHead(EntityManager entities, Line before, Line end) {
    int updated =
        entities
            .createQuery(
                "update AccessHead h set h.lastSeq = :seq, h.lastHash = :hash"
                    + " where h.chain = :chain and h.lastSeq = :before")
            .setParameter("seq", end.seq())
            .setParameter("hash", end.hash())
            .setParameter("chain", end.chain())
            .setParameter("before", before.seq())
            .executeUpdate();
    if (updated != 1) {
      throw new IllegalStateException("somebody else wrote this node's access log");
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
        throw new Journal.NotRecorded("the database does not answer", new IllegalStateException());
      }
    }
    doubtful = false;
  }

  private static Line lastLine(EntityManager entities, String chain) {
    AccessHead head = entities.find(AccessHead.class, chain);
    return entities
        .createQuery(
            "select l from AccessLine l where l.chain = :chain and l.seq = :seq", AccessLine.class)
        .setParameter("chain", chain)
        .setParameter("seq", head.lastSeq())
        .getSingleResult()
        .line();
  }
}
