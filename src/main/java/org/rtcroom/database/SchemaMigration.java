package org.rtcroom.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.KeyFolder;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * Brings the database to the schema this version expects, before anything else starts. The history
 * is one for all databases; where they differ, a placeholder or a folder of their own says how.
 *
 * <p>In production the schema belongs to another role than the service's: that of {@code
 * roomservice.db.migration-user}, or of an operator who migrates before the start; then the schema
 * is only checked.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigration {

  private static final String USER = "roomservice.db.migration-user";
  private static final String PASSWORD = "roomservice.db.migration-password";

  /** What the datasource takes for a user and a password that are not set. */
  private static final String UNSET = "roomservice";

  @Resource(lookup = "java:app/jdbc/roomservice")
  DataSource database;

  @Inject Settings settings;

  @PostConstruct
  void migrate() {
    boolean production = settings.mode() == Mode.PRODUCTION;
    makeHome();
    try (Connection connection = database.getConnection()) {
      if (production) {
        DatabaseGuard.requireServer(connection);
      }
      if (Dialect.of(connection) == Dialect.POSTGRESQL) {
        requireOwnStatements(connection.getMetaData().getURL());
      }
      if (settings.flag("roomservice.cluster.enabled", false)) {
        DatabaseGuard.requireShared(connection);
      }
      bring(connection, production);
      if (production) {
        DatabaseGuard.requireAppendOnly(connection);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }

  private void requireOwnStatements(String url) throws SQLException {
    String user = settings.text("roomservice.db.user", UNSET);
    String password = settings.secret("roomservice.db.password").map(Secret::value).orElse(UNSET);
    try (Connection own = DriverSession.connect(url, user, password)) {
      DatabaseGuard.requireOwnStatements(own);
    }
  }

  /** Before an H2 database makes it, whose file is for nobody else. */
  private void makeHome() {
    try {
      KeyFolder.makePrivate(settings.home());
    } catch (IOException e) {
      throw BadSetting.value(
          "roomservice.home", settings.home().toString(), "a folder that is there or can be made");
    }
  }

  private void bring(Connection connection, boolean production) throws SQLException {
    Optional<String> owner = settings.optionalText(USER);
    boolean postgres = Dialect.of(connection) == Dialect.POSTGRESQL;
    FluentConfiguration history =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .locations("classpath:db/migration", "classpath:db/" + (postgres ? "postgresql" : "h2"))
            .placeholders(Map.of("bytes", postgres ? "bytea" : "varbinary"));
    if (owner.isPresent()) {
      String url = connection.getMetaData().getURL();
      Secret password =
          settings.secret(PASSWORD).orElseThrow(() -> BadSetting.missing(PASSWORD + "-file"));
      history.dataSource(url, owner.get(), password.value()).load().migrate();
    } else if (production) {
      check(history.dataSource(database).load());
    } else {
      history.dataSource(database).load().migrate();
    }
  }

  private static void check(Flyway history) {
    try {
      history.validate();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "the schema is not the one of this version: set " + USER + ", or migrate before", e);
    }
  }
}
