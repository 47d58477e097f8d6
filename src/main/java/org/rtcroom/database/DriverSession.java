package org.rtcroom.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * What PostgreSQL's driver knows of a connection. It is asked without its types, whose annotations
 * are not there when this is compiled.
 *
 * @param process that was said to serve the connection when it was made
 * @param prepareThreshold uses of a statement before it stays prepared; 0: none ever does
 */
record DriverSession(int process, int prepareThreshold) {

  private static final String DRIVER = "org.postgresql.Driver";

  /**
   * Connects by the driver alone: servers keep its connections from the applications that they pool
   * them for.
   *
   * @param url with the parameters of the pooled connections
   */
  static Connection connect(String url, String user, String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    try {
      Driver driver =
          Class.forName(DRIVER).asSubclass(Driver.class).getDeclaredConstructor().newInstance();
      return Optional.ofNullable(driver.connect(url, login))
          .orElseThrow(() -> new SQLException("no address of PostgreSQL"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the driver of PostgreSQL is part of the application", e);
    }
  }

  /** Of a connection that the driver itself made. */
  static DriverSession of(Connection connection) {
    return new DriverSession(
        number(connection, "getBackendPID"), number(connection, "getPrepareThreshold"));
  }

  private static int number(Connection connection, String method) {
    try {
      return (int) connection.getClass().getMethod(method).invoke(connection);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not a connection of PostgreSQL's driver", e);
    }
  }

  boolean prepares() {
    return prepareThreshold != 0;
  }
}
