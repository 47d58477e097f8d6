package org.rtcroom.accesslog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;

/** On PostgreSQL. */
class GoneNodesOnPostgresIT extends GoneNodes {

  @TempDir private static Path folder;

  private static PostgresProcess postgres;
  private static int databases;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Override
  Connection connect() throws SQLException {
    try {
      return PostgresDatabase.create(postgres, "nodes" + databases++).connect();
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
