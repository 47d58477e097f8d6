package org.rtcroom.journal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineColumns;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * Writes the rows that belong to lines of sessions, those of all lines of a table by one statement.
 * Works within the caller's transaction.
 */
public final class SessionRows {

  private static final String INSERT_LINE = "insert into session_line " + LineColumns.LINE;

  private static final String INSERT_PERSON = "insert into session_person " + LineColumns.PART;

  private static final String INSERT_CASE =
      "insert into session_case (chain, seq, case_id) values (?, ?, ?)";

  private SessionRows() {}

  /** A line with what it was made of, before it is written. */
  public record LineDraft(Line line, LineContent content, JournalEntry entry) {

    private Object[] person() {
      return LineColumns.of(line, content, userOf(entry), addressOf(entry));
    }

    /** The row of the case that the line names, if it names one. */
    private Stream<Object[]> cases() {
      return entry.event() instanceof Remarks.Stated stated
          ? RemarkFormat.caseOf(stated).stream()
              .map(caseId -> new Object[] {line.chain(), line.seq(), caseId})
          : Stream.of();
    }
  }

  /** Writes lines, in their order, and then what is found by them. */
  public static void insert(Jdbc jdbc, List<LineDraft> drafts) {
    jdbc.each(INSERT_LINE, drafts, draft -> LineColumns.of(draft.line()));
    List<LineDraft> personal = drafts.stream().filter(one -> one.content().personal()).toList();
    jdbc.each(INSERT_PERSON, personal, LineDraft::person);
    List<Object[]> cases = drafts.stream().flatMap(LineDraft::cases).toList();
    jdbc.each(INSERT_CASE, cases, row -> row);
  }

  /**
   * The user the line is found by: the one it tells of, who is its {@code user}, else the actor.
   */
  static Optional<String> userOf(JournalEntry entry) {
    Optional<UserId> told = Optional.empty();
    if (entry.event() instanceof RoomEvent.OfUser event) {
      told = Optional.of(event.userId());
    } else if (entry.event() instanceof Remarks.Stated stated) {
      told = stated.user();
    }
    return told.or(() -> entry.actor().user()).map(UserId::value);
  }

  /** Where the actor was observed. */
  static Optional<String> addressOf(JournalEntry entry) {
    return Optional.of(entry.actor()).map(Actor::address).filter(text -> !text.isEmpty());
  }
}
