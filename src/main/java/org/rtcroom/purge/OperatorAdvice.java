package org.rtcroom.purge;

import java.sql.SQLException;
import org.rtcroom.database.DatabaseUnavailable;

/** Advice to the operator about a database that refuses the purge. */
final class OperatorAdvice {

  private static final int H2_IN_USE = 90020;
  private static final int H2_NOT_THERE = 90146;
  private static final String UNIQUE = "23505";
  private static final String NOT_ALLOWED = "42501";
  private static final String NO_TABLE = "42P01";

  private OperatorAdvice() {}

  static String of(DatabaseUnavailable failure) {
    return failure.getCause() instanceof SQLException cause ? of(cause) : failure.getMessage() + "";
  }

  static String of(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (e.getErrorCode() == H2_IN_USE) {
      return "the service is running on this H2 file, which one process at a time can open:"
          + " stop it, purge, start it again";
    } else if (e.getErrorCode() == H2_NOT_THERE) {
      return "there is no database at that path: set roomservice.home or roomservice.db.url";
    } else if (state.equals(UNIQUE)) {
      return "another purge is running";
    } else if (state.equals(NOT_ALLOWED)) {
      return "the role of roomservice.purge.user lacks rights, see db/roles.sql: " + e.getMessage();
    } else if (state.equals(NO_TABLE)) {
      return "the schema is not of this version: start the service once: " + e.getMessage();
    }
    return "the database says " + state + ": " + e.getMessage();
  }
}
