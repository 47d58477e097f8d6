package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.server.PgBouncerProcess;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.settings.BadSetting;

/** A pooler is noticed by what it does, not by its name. */
class PoolerOnPostgresIT {

  private static final String PREPARE_NOTHING = "?prepareThreshold=0";

  @TempDir static Path folder;

  private static PostgresProcess process;
  private static PostgresDatabase database;

  @BeforeAll
  static void start() throws Exception {
    process = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.empty(process, "pooled");
  }

  @AfterAll
  static void end() {
    process.close();
  }

  private static void look(String url) throws SQLException {
    try (Connection connection = DriverSession.connect(url, PostgresDatabase.APP, "")) {
      assertThat(DriverSession.of(connection).process()).isNotZero();
      DatabaseGuard.requireOwnStatements(connection);
    }
  }

  @Test
  void withoutOneTheDriverMayPrepare() {
    assertThatCode(() -> look(database.url())).doesNotThrowAnyException();
    assertThatCode(() -> look(database.url() + PREPARE_NOTHING)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void behindOneItMayNot(String mode) throws Exception {
    assumeTrue(PgBouncerProcess.exists(), "no PgBouncer on this machine");
    Path own = Files.createDirectory(folder.resolve(mode));

    try (PgBouncerProcess bouncer = PgBouncerProcess.start(own, database.url(), mode)) {
      String url = bouncer.through(database.url());

      assertThatThrownBy(() -> look(url))
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining("roomservice.db.url")
          .hasMessageContaining("prepareThreshold=0");
      assertThatCode(() -> look(url + PREPARE_NOTHING)).doesNotThrowAnyException();
    }
  }
}
