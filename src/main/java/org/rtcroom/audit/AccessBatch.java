package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Actor;
import org.rtcroom.room.SessionId;

/**
 * Lines that are added to a node's access log in one transaction. The first line of another day,
 * UTC, begins another chain: the one before ends with a line that names it, and it begins with a
 * line that names the end of the one before.
 */
final class AccessBatch {

  /** The kind of the line that ends a chain because another one goes on. */
  static final String CUT = "CUT";

  /** The detail of it that names the other one. */
  static final String NEXT = "nextChain";

  private static final String NODE = "node";

  private final EntityManager entities;
  private final String node;
  private final Clock clock;

  /** Where the head of the chain stands; null if the chain begins in this batch. */
  private @Nullable Line before;

  /** Line 0 of the chain, if it begins in this batch. */
  private @Nullable Line first;

  private @Nullable Line last;

  /**
   * @param before the node's last line, null at its start
   */
  AccessBatch(EntityManager entities, String node, Clock clock, @Nullable Line before) {
    this.entities = entities;
    this.node = node;
    this.clock = clock;
    this.before = before;
    last = before;
  }

  void add(AccessNote note) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Line end = last;
    if (end != null && day(end.at()) < day(now)) {
      cut(end, now);
    }
    Line line = append(note, now);
    note.together.accept(entities, line);
  }

  private static long day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  private void cut(Line end, Instant now) {
    String next = SessionId.next(now).value();
    append(note(CUT, Map.of(NODE, node, NEXT, next)), now);
    Line cut = finish();
    before = null;
    first = null;
    last = null;
    Map<String, Object> details =
        Map.of(
            NODE,
            node,
            "previousChain",
            end.chain(),
            "previousSeq",
            cut.seq(),
            "previousHash",
            HexFormat.of().formatHex(cut.hash()));
    AccessNote note = note("CONTINUED", details);
    Content content = note.content();
    persist(Line.following(Line.GENESIS, next, 0, now, note.kind, content), content, note);
  }

  private static AccessNote note(String kind, Map<String, Object> details) {
    return new AccessNote(kind, Actor.SERVICE, details);
  }

  private Line append(AccessNote note, Instant now) {
    Content content = note.content();
    Line end = last;
    Line line;
    if (end == null) {
      String chain = SessionId.next(now).value();
      line = Line.following(Line.GENESIS, chain, 0, now, note.kind, content);
    } else {
      Instant at = now.isBefore(end.at()) ? end.at() : now;
      line = Line.following(end.hash(), end.chain(), end.seq() + 1, at, note.kind, content);
    }
    return persist(line, content, note);
  }

  private Line persist(Line line, Content content, AccessNote note) {
    entities.persist(new AccessLine(line));
    if (content.personal()) {
      entities.persist(new AccessPerson(line, content, note.user(), note.address()));
    }
    first = line.seq() == 0 ? line : first;
    last = line;
    return line;
  }

  /** Brings the chain's head to its last line, which this gives. */
  Line finish() {
    Line end = Objects.requireNonNull(last, "nothing was added");
    Line from = before;
    if (from == null) {
      entities.persist(new AccessHead(node, Objects.requireNonNull(first), end));
    } else {
      moveHead(from, end);
    }
    return end;
  }

  private void moveHead(Line from, Line end) {
    int updated =
        entities
            .createQuery(
                "update AccessHead h set h.lastSeq = :seq, h.lastHash = :hash"
                    + " where h.chain = :chain and h.lastSeq = :before")
            .setParameter("seq", end.seq())
            .setParameter("hash", end.hash())
            .setParameter("chain", end.chain())
            .setParameter("before", from.seq())
            .executeUpdate();
    if (updated != 1) {
      throw new IllegalStateException("somebody else wrote this node's access log");
    }
  }
}
