package org.rtcroom.history;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;

/** On PostgreSQL. */
class ActiveSessionsOnPostgresIT extends ActiveSessions {

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static ManySessions sessions;

  @BeforeAll
  static void fill() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    PostgresDatabase database = PostgresDatabase.create(postgres, "searches");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(database.url());
    source.setUser("postgres");
    sessions = new ManySessions(source);
  }

  @AfterAll
  static void close() throws SQLException {
    sessions.close();
    postgres.close();
  }

  @Override
  ManySessions sessions() {
    return sessions;
  }
}
