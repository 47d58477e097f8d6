package org.rtcroom.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The databases that the service runs on, and what is written alike for both. */
public enum Dialect {
  H2,
  POSTGRESQL;

  /** Milliseconds since 1970 by the database's clock, when the transaction began. */
  public static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

  /** Likewise at this very moment. PostgreSQL only. */
  public static final String MOMENT =
      "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

  /** That of a connection, which the driver knows without asking the database. */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return product.equals("PostgreSQL") ? POSTGRESQL : H2;
  }
}
