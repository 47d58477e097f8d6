package org.rtcroom.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineColumns;
import org.rtcroom.chain.LineContent;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Member;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;

/**
 * A closed session of as many lines as wanted, as the journal would have recorded it: two members
 * who write into the room's fields by turns, one line a second, and a snapshot in each thousand.
 */
public final class LongSession {

  public static final UserId ANN = UserId.of("ann");
  public static final UserId BOB = UserId.of("bob");

  private static final int SNAPSHOT_EVERY = 1_000;
  private static final int BATCH = 1_000;

  private static final String LINE =
      "insert into session_line (chain, seq, format, at_millis, kind, details, commitment,"
          + " previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String PERSON =
      "insert into session_person (chain, seq, salt, part, user_id, address)"
          + " values (?, ?, ?, ?, ?, ?)";

  private final Map<Long, RoomState> kept = new HashMap<>();
  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);
  private final SessionId id;
  private final Instant opened;
  private final long count;
  private RoomState state;
  private byte[] hash = Line.genesis();
  private long snapshot;

  /**
   * @param count of lines, the opening and the closing included
   */
  public LongSession(Instant opened, long count) {
    this.opened = opened;
    this.count = count;
    id = SessionId.next(opened);
    state = RoomState.unopened(id, terms(), opened);
  }

  private static Terms terms() {
    return new Terms(
        RoomType.LIVE,
        "long",
        Optional.of(ANN),
        "info",
        "",
        true,
        GroupOwner.NONE,
        Optional.empty());
  }

  public SessionId id() {
    return id;
  }

  /** When a line was recorded. */
  public Instant at(long seq) {
    return opened.plusSeconds(seq);
  }

  /** The room after a line that was to be remembered. */
  RoomState stateAfter(long seq) {
    return Objects.requireNonNull(kept.get(seq));
  }

  /** The number of the last snapshot. */
  long snapshot() {
    return snapshot;
  }

  /** Puts it into the database, with each state after one of these lines remembered. */
  public LongSession into(Connection connection, Long... remembered) throws SQLException {
    try (PreparedStatement lines = connection.prepareStatement(LINE);
        PreparedStatement people = connection.prepareStatement(PERSON)) {
      for (long seq = 0; seq < count; seq++) {
        add(seq, lines, people);
        if (List.of(remembered).contains(seq)) {
          kept.put(seq, state);
        }
        if (seq % BATCH == BATCH - 1) {
          lines.executeBatch();
          people.executeBatch();
        }
      }
      lines.executeBatch();
      people.executeBatch();
    }
    head(connection);
    return this;
  }

  /** Erases lines, as an act that nobody signed says at the end. */
  void erase(Connection connection, List<Long> seqs) throws SQLException {
    Remarks.Erased event =
        new Remarks.Erased(seqs, "reason", "basis", new Remarks.By("key", "id"), Optional.empty());
    try (PreparedStatement line = connection.prepareStatement(LINE);
        PreparedStatement part =
            connection.prepareStatement("delete from session_person where chain = ? and seq = ?");
        PreparedStatement end =
            connection.prepareStatement(
                "update session_head set last_seq = ?, last_hash = ? where session_id = ?")) {
      for (long seq : seqs) {
        batch(part, id.value(), seq);
      }
      part.executeBatch();
      add(event, Actor.SERVICE, count, line);
      line.executeBatch();
      batch(end, count, hash, id.value());
      end.executeBatch();
    }
  }

  private void add(long seq, PreparedStatement lines, PreparedStatement people)
      throws SQLException {
    RoomEvent event = event(seq);
    state = event.applyTo(state, at(seq));
    JournalEntry entry = new JournalEntry(event, actor(seq), at(seq));
    LineContent content = add(event, actor(seq), seq, lines);
    if (content.personal()) {
      batch(
          people,
          id.value(),
          seq,
          content.salt(),
          content.part(),
          SessionRows.userOf(entry),
          SessionRows.addressOf(entry));
    }
  }

  private LineContent add(RoomEvent event, Actor actor, long seq, PreparedStatement lines)
      throws SQLException {
    LineContent content =
        LineFormat.content(new JournalEntry(event, actor, at(seq)), "node1", pseudonyms);
    Line line = Line.following(hash, id.value(), seq, at(seq), EventKind.of(event).name(), content);
    hash = line.hash();
    batch(lines, LineColumns.of(line));
    return content;
  }

  private static void batch(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(
          i + 1, values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i]);
    }
    statement.addBatch();
  }

  private RoomEvent event(long seq) {
    if (seq == 0) {
      return new RoomEvent.Opened(terms());
    } else if (seq <= 2) {
      UserId user = user(seq);
      return new RoomEvent.Joined(new Member(user, user + "'s name", "", Optional.empty(), 0));
    } else if (seq == count - 1) {
      return new RoomEvent.Closed(Reason.IDLE);
    } else if (seq % SNAPSHOT_EVERY == 0) {
      snapshot = seq;
      return new RoomEvent.Snapshot(state);
    }
    return new RoomEvent.FieldSet(
        user(seq), "field" + seq % 10, new FieldValue.Text("value of line " + seq));
  }

  private static UserId user(long seq) {
    return seq % 2 == 1 ? ANN : BOB;
  }

  private static Actor actor(long seq) {
    boolean service = seq % SNAPSHOT_EVERY == 0 && seq > 0;
    return service
        ? Actor.SERVICE
        : new Actor(
            Optional.of(user(seq)),
            Proof.TOKEN,
            "192.0.2.1",
            "",
            "",
            "Mozilla/5.0 (Linux; Android 8.1.0) AppleWebKit/537.36 MicroMessenger/8.0",
            "Android",
            "token-" + seq,
            "request-" + seq);
  }

  private void head(Connection connection) throws SQLException {
    try (PreparedStatement head =
        connection.prepareStatement(
            "insert into session_head (session_id, family, space, room_id, creator, opened_millis,"
                + " activated_millis, closed_millis, reason, last_seq, last_hash, snapshot_seq)"
                + " values (?, 'live_room', 'LIVE', 'long', 'ann', ?, ?, ?, 'IDLE', ?, ?, ?)")) {
      batch(
          head,
          id.value(),
          opened.toEpochMilli(),
          at(1).toEpochMilli(),
          at(count - 1).toEpochMilli(),
          count - 1,
          hash,
          snapshot);
      head.executeBatch();
    }
  }
}
