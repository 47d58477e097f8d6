package org.rtcroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What PostgreSQL's driver knows of a connection. It is asked without its types, of which a server
 * that brings the driver itself has others than ours.
 *
 * @param process that was said to serve the connection when it was made
 * @param prepareThreshold uses of a statement before it stays prepared; 0: none ever does
 */
record DriverSession(int process, int prepareThreshold) {

  /** Empty if the server keeps the driver's own connection to itself. */
  static Optional<DriverSession> of(Connection connection) throws SQLException {
    // The metadata are the driver's own where the connection is a pool's.
    for (Connection each :
        new Connection[] {
          connection, connection.getMetaData().getConnection(), physical(connection)
        }) {
      Optional<DriverSession> known = known(each);
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  private static Connection physical(Connection connection) throws SQLException {
    return connection.isWrapperFor(Connection.class)
        ? connection.unwrap(Connection.class)
        : connection;
  }

  private static Optional<DriverSession> known(Connection connection) {
    return number(connection, "getBackendPID")
        .flatMap(
            process ->
                number(connection, "getPrepareThreshold")
                    .map(threshold -> new DriverSession(process, threshold)));
  }

  private static Optional<Integer> number(Connection connection, String method) {
    try {
      return connection.getClass().getMethod(method).invoke(connection) instanceof Integer number
          ? Optional.of(number)
          : Optional.empty();
    } catch (ReflectiveOperationException notTheDriver) {
      return Optional.empty();
    }
  }

  boolean prepares() {
    return prepareThreshold != 0;
  }
}
