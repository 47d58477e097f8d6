package org.rtcroom.identity.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.rtcroom.kernel.UserId;

/**
 * One row in table {@code user_revocation} per user whose tickets were ever refused. Works within
 * the caller's transaction.
 */
final class RevocationRows {

  private static final String MOVE_ON_POSTGRESQL =
      """
      insert into user_revocation (user_id, not_before_millis) values (?, ?)
      on conflict (user_id) do update set not_before_millis =
        greatest(user_revocation.not_before_millis, excluded.not_before_millis)
      """;

  private static final String MOVE_ON_H2 =
      """
      merge into user_revocation as kept
      using (values (cast(? as varchar), cast(? as bigint))) as refused (user_id, moment)
      on kept.user_id = refused.user_id
      when matched then update set not_before_millis =
        greatest(kept.not_before_millis, refused.moment)
      when not matched then insert (user_id, not_before_millis)
        values (refused.user_id, refused.moment)
      """;

  private static final String NOT_BEFORE =
      "select not_before_millis from user_revocation where user_id = ?";

  private RevocationRows() {}

  /** Moves the moment forward; an earlier one changes nothing. */
  static int move(Connection connection, UserId user, long notBeforeMillis) throws SQLException {
    boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    try (PreparedStatement statement =
        connection.prepareStatement(h2 ? MOVE_ON_H2 : MOVE_ON_POSTGRESQL)) {
      statement.setString(1, user.value());
      statement.setLong(2, notBeforeMillis);
      return statement.executeUpdate();
    }
  }

  /** The moment; 0 if there is none. */
  static long notBeforeMillis(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOT_BEFORE)) {
      statement.setString(1, user.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
