package org.rtcroom.accesslog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** On H2. */
class GoneNodesTest extends GoneNodes {

  @Override
  Connection connect() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    Connection connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    return connection;
  }
}
