package org.rtcroom.history;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On H2. */
class ActiveSessionsTest extends ActiveSessions {

  private static ManySessions sessions;

  @BeforeAll
  static void fill() throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(source)
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    sessions = new ManySessions(source);
  }

  @AfterAll
  static void close() throws SQLException {
    sessions.close();
  }

  @Override
  ManySessions sessions() {
    return sessions;
  }
}
