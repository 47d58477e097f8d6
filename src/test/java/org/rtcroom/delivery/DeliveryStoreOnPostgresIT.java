package org.rtcroom.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.PostgresProcess;

/** The same on PostgreSQL. */
class DeliveryStoreOnPostgresIT extends DeliveryStoreTest {

  @TempDir private static Path home;
  private static PostgresProcess postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresProcess.start(home.resolve("postgres"));
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Override
  Database database() throws Exception {
    return Database.postgres(postgres);
  }
}
