package org.rtcroom.accesslog;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtcroom.accesslog.AccessRows.LoggedLine;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;
import org.rtcroom.identity.store.GenerationRows;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/**
 * Lines that are added to a node's access log in one transaction. The first line of another day,
 * UTC, begins another chain: the one before ends with a line that names it, and it begins with a
 * line that names the end of the one before. So it goes on, too, where another node has ended the
 * log because this one was not heard of for long.
 */
final class AccessBatch {

  /** The detail of CUT that names the other one. */
  static final String NEXT = "nextChain";

  /** The detail of CONTINUED that names the chain before it. */
  static final String PREVIOUS = "previousChain";

  private static final String NODE = "node";

  /** The chain does not end in the database where this node ended it. */
  static final class NotFollowing extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NotFollowing(Line end) {
      super("the access log does not end with line " + end);
    }
  }

  private final EntityManager entities;
  private final ActSignatures acts;
  private final Pseudonyms pseudonyms;
  private final AccessRows rows;
  private final String node;
  private final Clock clock;

  /** Where the head of the chain stands; null if the chain begins in this batch. */
  private @Nullable Line before;

  /** Line 0 of the chain, if it begins in this batch. */
  private @Nullable Line first;

  private @Nullable Line last;

  /** Made, but not written yet. */
  private final List<LoggedLine> drafts = new ArrayList<>();

  /**
   * @param before the node's last line, null at its start
   */
  AccessBatch(
      EntityManager entities,
      ActSignatures acts,
      Pseudonyms pseudonyms,
      String node,
      Clock clock,
      @Nullable Line before) {
    this.entities = entities;
    this.acts = acts;
    this.pseudonyms = pseudonyms;
    this.rows = new AccessRows(Jdbc.of(entities));
    this.node = node;
    this.clock = clock;
    this.before = before;
    last = before;
  }

  /**
   * Adds a line per note. Generations go first: every node changes them before anything else, and
   * in one order, so that nodes do not wait for each other in a circle.
   */
  AccessBatch add(List<AccessNote> notes) {
    advance(notes);
    notes.forEach(this::add);
    return this;
  }

  /** Advances of one user are one, out of which each note gets its part in their order. */
  private void advance(List<AccessNote> notes) {
    Map<UserId, Long> steps = new HashMap<>();
    for (AccessNote note : notes) {
      note.advance.ifPresent(one -> steps.merge(one.user(), (long) one.by(), Long::sum));
    }
    if (steps.isEmpty()) {
      return;
    }
    Map<UserId, Long> reached = GenerationRows.advance(rows.jdbc(), pseudonyms, steps);
    reached.replaceAll((user, end) -> end - steps.getOrDefault(user, 0L));
    for (AccessNote note : notes) {
      note.advance.ifPresent(
          one -> note.generation = reached.merge(one.user(), (long) one.by(), Long::sum));
    }
  }

  private void add(AccessNote note) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Line end = last;
    if (end != null && end.kind().equals(AccessKind.LOG_ENDED.name())) {
      goOn(end, SessionId.next(now).value(), now);
    } else if (end != null && day(end.at()) < day(now)) {
      cut(now);
    }
    append(note, now);
  }

  private static long day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  private void cut(Instant now) {
    String next = SessionId.next(now).value();
    append(new AccessNote(AccessKind.CUT, Actor.SERVICE, Map.of(NODE, node, NEXT, next)), now);
    goOn(finish(), next, now);
  }

  /** Begins another chain, which names the end of the one before. */
  private void goOn(Line end, String next, Instant now) {
    before = null;
    Map<String, Object> details =
        Map.of(
            NODE,
            node,
            PREVIOUS,
            end.chain(),
            "previousSeq",
            end.seq(),
            "previousHash",
            end.hashHex());
    AccessNote note = new AccessNote(AccessKind.CONTINUED, Actor.SERVICE, details);
    LineContent content = note.content();
    draft(Line.following(Line.genesis(), next, 0, now, note.kind.name(), content), content, note);
  }

  private void append(AccessNote note, Instant now) {
    LineContent content = note.content();
    Line end = last;
    Line line;
    if (end == null) {
      String chain = SessionId.next(now).value();
      line = Line.following(Line.genesis(), chain, 0, now, note.kind.name(), content);
    } else {
      Instant at = now.isBefore(end.at()) ? end.at() : now;
      line = Line.following(end.hash(), end.chain(), end.seq() + 1, at, note.kind.name(), content);
    }
    draft(
        note.kind.act() ? acts.signed(entities.unwrap(Connection.class), line) : line,
        content,
        note);
  }

  private void draft(Line line, LineContent content, AccessNote note) {
    drafts.add(new LoggedLine(line, content, note));
    first = line.seq() == 0 ? line : first;
    last = line;
  }

  /**
   * Writes what was added and brings the chain's head to its last line, which this gives.
   *
   * @throws NotFollowing if the chain does not end where it did before; nothing may be committed
   */
  Line finish() {
    Line end = Objects.requireNonNull(last, "nothing was added");
    rows.insert(drafts);
    Line from = before;
    if (from == null) {
      rows.insertHead(node, Objects.requireNonNull(first), end);
    } else if (!rows.moveHead(from.seq(), from.hash(), end)) {
      throw new NotFollowing(from);
    }
    drafts.forEach(written -> written.note().together.accept(entities, written.line()));
    drafts.clear();
    return end;
  }
}
