package org.rtcroom.chain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The columns of lines, and of their personal parts, in whatever table they stand. */
public final class LineColumns {

  /** Of a line, as {@link #of(Line)} gives their values. */
  public static final String LINE =
      "(chain, seq, format, at_millis, kind, details, commitment, previous_hash, hash)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** Of a personal part, as {@link #of(Line, LineContent, Optional, Optional)} gives them. */
  public static final String PART =
      "(chain, seq, salt, part, user_id, address) values (?, ?, ?, ?, ?, ?)";

  private LineColumns() {}

  public static Object[] of(Line line) {
    return new Object[] {
      line.chain(),
      line.seq(),
      line.format(),
      line.atMillis(),
      line.kind(),
      line.details(),
      line.commitment(),
      line.previousHash(),
      line.hash()
    };
  }

  /**
   * Of the personal part of a line.
   *
   * @param user by whom the line is found
   * @param address by which it is found
   */
  public static Object[] of(
      Line line, LineContent content, Optional<String> user, Optional<String> address) {
    return new Object[] {line.chain(), line.seq(), content.salt(), content.part(), user, address};
  }

  /** The line of a row with all its columns, by their names. */
  public static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getInt("format"),
        row.getString("chain"),
        row.getLong("seq"),
        row.getLong("at_millis"),
        row.getString("kind"),
        row.getBytes("details"),
        row.getBytes("commitment"),
        row.getBytes("previous_hash"),
        row.getBytes("hash"));
  }
}
