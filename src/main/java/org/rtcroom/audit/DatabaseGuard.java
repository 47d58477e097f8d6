package org.rtcroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.rtcroom.settings.BadSetting;

/**
 * What production demands of the database: no H2, and a role for the service that can add to the
 * journal and the access log but not alter them.
 */
final class DatabaseGuard {

  /** Tables whose rows are written once and never changed or deleted. */
  private static final List<String> WRITTEN_ONCE = List.of("session_line", "access_line");

  private static final List<String> ALTERING = List.of("UPDATE", "DELETE", "TRUNCATE");

  private DatabaseGuard() {}

  /**
   * Before the schema is looked at.
   *
   * @throws BadSetting if the database is H2
   */
  static void requireServer(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
      throw BadSetting.value("roomservice.db.url", "an H2 database", "PostgreSQL in production");
    }
  }

  /**
   * Where several nodes are to share the database.
   *
   * @throws BadSetting if the database cannot tell one node what another changed
   */
  static void requireShared(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      throw BadSetting.value("roomservice.cluster.enabled", "true", "false unless on PostgreSQL");
    }
  }

  /**
   * Once the schema is there. A role that owns a table, or may do everything, has every privilege.
   *
   * @throws BadSetting if the role of this connection could alter recorded lines
   */
  static void requireAppendOnly(Connection connection) throws SQLException {
    for (String table : WRITTEN_ONCE) {
      for (String privilege : ALTERING) {
        if (allowed(connection, table, privilege)) {
          String role = connection.getMetaData().getUserName();
          throw BadSetting.value(
              "roomservice.db.user", role, "a role without " + privilege + " on " + table);
        }
      }
    }
  }

  private static boolean allowed(Connection connection, String table, String privilege)
      throws SQLException {
    try (PreparedStatement question =
        connection.prepareStatement("select has_table_privilege(current_user, ?, ?)")) {
      question.setString(1, table);
      question.setString(2, privilege);
      try (ResultSet answer = question.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
