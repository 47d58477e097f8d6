package org.rtcroom.identity.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.rtcroom.kernel.UserId;

/** One row per user in table {@code user_generation}. Works within the caller's transaction. */
public final class GenerationRows {

  /** The order keeps two nodes from waiting for each other. */
  private static final String ADVANCE_ON_POSTGRESQL =
      """
      insert into user_generation (user_id, generation)
      select advanced.user_id, advanced.step
      from unnest(cast(? as varchar[]), cast(? as bigint[])) as advanced (user_id, step)
      order by advanced.user_id
      on conflict (user_id) do update
      set generation = user_generation.generation + excluded.generation
      returning user_id, generation
      """;

  /** Its one node has one writer at a time. */
  private static final String ADVANCE_ON_H2 =
      """
      select user_id, generation from final table (
        merge into user_generation as kept
        using unnest(cast(? as varchar array), cast(? as bigint array)) as advanced (user_id, step)
        on kept.user_id = advanced.user_id
        when matched then update set generation = kept.generation + advanced.step
        when not matched then insert (user_id, generation)
          values (advanced.user_id, advanced.step))
      """;

  private static final String GENERATION =
      "select generation from user_generation where user_id = ?";

  private GenerationRows() {}

  /**
   * Advances users, in one statement. A user without a row starts from 0.
   *
   * @param steps by how much each
   * @return the new generation of each
   */
  public static Map<UserId, Long> advance(Connection connection, Map<UserId, Long> steps)
      throws SQLException {
    Object[] users = steps.keySet().stream().map(UserId::value).toArray();
    Object[] widths = steps.values().toArray();
    Map<UserId, Long> reached = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(advance(connection))) {
      statement.setArray(1, connection.createArrayOf("varchar", users));
      statement.setArray(2, connection.createArrayOf("bigint", widths));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reached.put(UserId.of(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return reached;
  }

  private static String advance(Connection connection) throws SQLException {
    boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    return h2 ? ADVANCE_ON_H2 : ADVANCE_ON_POSTGRESQL;
  }

  /** The generation of a user; 0 if there is no row. */
  static long generation(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(GENERATION)) {
      statement.setString(1, user.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
