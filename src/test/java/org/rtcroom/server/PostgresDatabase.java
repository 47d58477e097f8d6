package org.rtcroom.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * A database for the service as production has it: the schema belongs to one role, the service
 * works as another, and a third one purges.
 */
public final class PostgresDatabase {

  public static final String OWNER = "roomservice_owner";
  public static final String APP = "roomservice";
  public static final String PURGE = "roomservice_purge";

  private static final String PASSWORD = "not-secret";

  private final PostgresProcess process;
  private final String name;
  private String suffix = "";

  private PostgresDatabase(PostgresProcess process, String name) {
    this.process = process;
    this.name = name;
  }

  /** Makes a database with the schema of this version, and the roles with what they may do. */
  public static PostgresDatabase create(PostgresProcess process, String name)
      throws SQLException, IOException {
    PostgresDatabase made = emptyOfOwner(process, name);
    Flyway.configure()
        .dataSource(made.url(), OWNER, PASSWORD)
        .locations("filesystem:db/migration", "filesystem:db/postgresql")
        .placeholders(Map.of("bytes", "bytea"))
        .load()
        .migrate();
    try (Connection connection = made.connect(OWNER)) {
      execute(connection, made.roles());
    }
    return made;
  }

  /**
   * Has the schema owned by another role, gives the service and the purge another one each, and
   * takes everything from those of before.
   */
  public void changeRoles(String newSuffix) throws SQLException, IOException {
    List<String> before = List.of(OWNER + suffix, APP + suffix, PURGE + suffix);
    suffix = newSuffix;
    try (Connection connection = connect()) {
      makeRoles(connection, suffix);
      execute(connection, "reassign owned by " + before.get(0) + " to " + OWNER + suffix);
      execute(connection, "drop owned by " + String.join(", ", before));
    }
    try (Connection connection = connect(OWNER + suffix)) {
      execute(connection, roles());
    }
  }

  /** Makes an empty one of the service's role, so that the service makes the schema. */
  public static PostgresDatabase empty(PostgresProcess process, String name) throws SQLException {
    return emptyOf(APP, process, name);
  }

  /** Makes an empty one of the owner's. */
  public static PostgresDatabase emptyOfOwner(PostgresProcess process, String name)
      throws SQLException {
    return emptyOf(OWNER, process, name);
  }

  private static PostgresDatabase emptyOf(String role, PostgresProcess process, String name)
      throws SQLException {
    try (Connection connection = process.connect("postgres")) {
      makeRoles(connection, "");
      execute(connection, "create database " + name + " owner " + role);
    }
    return new PostgresDatabase(process, name);
  }

  /** One that was made before. */
  public static PostgresDatabase existing(PostgresProcess process, String name) {
    return new PostgresDatabase(process, name);
  }

  private static void makeRoles(Connection connection, String suffix) throws SQLException {
    for (String each : new String[] {OWNER, APP, PURGE}) {
      String role = each + suffix;
      execute(
          connection,
          "do $$ begin if not exists (select from pg_roles where rolname = '"
              + role
              + "') then create role "
              + role
              + " login password '"
              + PASSWORD
              + "'; end if; end $$");
    }
  }

  /** What psql would make of the file. */
  private String roles() throws IOException {
    return Files.readString(Path.of("db", "roles.sql"))
        .replace(":\"role\"", APP + suffix)
        .replace(":\"purge\"", PURGE + suffix);
  }

  /** A copy; nobody may be connected to this one meanwhile. */
  public PostgresDatabase copy(String copy) throws SQLException {
    try (Connection connection = process.connect("postgres")) {
      execute(connection, "create database " + copy + " owner " + OWNER + " template " + name);
    }
    return new PostgresDatabase(process, copy);
  }

  public void drop() throws SQLException {
    try (Connection connection = process.connect("postgres")) {
      execute(connection, "drop database " + name + " with (force)");
    }
  }

  public String url() {
    return process.url(name);
  }

  /** As one of the three roles. */
  public Connection connect(String role) throws SQLException {
    return DriverManager.getConnection(url(), role, PASSWORD);
  }

  /** As the superuser. */
  public Connection connect() throws SQLException {
    return process.connect(name);
  }

  /**
   * Settings of a server on this database, with the time limits that nodes of a cluster must have;
   * the schema is there, so nothing is migrated.
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("roomservice.db.class", "org.postgresql.ds.PGSimpleDataSource");
    settings.put(
        "roomservice.db.url", url() + "?loginTimeout=3&socketTimeout=5&cancelSignalTimeout=2");
    settings.put("roomservice.db.user", APP + suffix);
    settings.put("roomservice.db.password", PASSWORD);
    return settings;
  }

  /** What the purge is given beside the settings of the service. */
  public Map<String, String> purgeSettings() {
    return Map.of(
        "roomservice.db.url",
        url(),
        "roomservice.purge.user",
        PURGE + suffix,
        "roomservice.purge.password",
        PASSWORD);
  }

  /** As the service's role. */
  public Connection connectAsService() throws SQLException {
    return connect(APP + suffix);
  }

  /** The settings with some more. */
  public Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = settings();
    settings.putAll(more);
    return settings;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
