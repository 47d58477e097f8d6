package org.rtcroom.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;

/** A database with a recorded history, of which copies are made for somebody to tamper with. */
interface RecordedDatabase extends AutoCloseable {

  /** Where the server finds it. */
  Map<String, String> settings();

  /** Keeps it as it is now; no server runs on it. */
  void backUp() throws SQLException, IOException;

  /**
   * A copy, which nothing keeps its owner from changing.
   *
   * @param old of the backup, else of the database as it is now
   */
  Copy copy(boolean old) throws SQLException, IOException;

  @Override
  void close() throws SQLException;

  /** A copy of the database. */
  interface Copy extends AutoCloseable {

    DataSource source();

    @Override
    void close() throws SQLException;
  }

  static RecordedDatabase ofH2(Path home) {
    Path file = home.resolve("roomservice.mv.db");
    Path backup = home.resolve("backup.mv.db");
    return new RecordedDatabase() {
      @Override
      public Map<String, String> settings() {
        return Map.of();
      }

      @Override
      public void backUp() throws IOException {
        Files.copy(file, backup);
      }

      @Override
      public Copy copy(boolean old) throws IOException {
        Path copy = Files.createTempFile(home, "copy", ".mv.db");
        Files.write(copy, Files.readAllBytes(old ? backup : file));
        return copyOf(copy);
      }

      @Override
      public void close() {}
    };
  }

  private static Copy copyOf(Path file) {
    JdbcDataSource source = new JdbcDataSource();
    String name = file.toString().substring(0, file.toString().length() - ".mv.db".length());
    source.setURL("jdbc:h2:file:" + name + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
    source.setUser("roomservice");
    source.setPassword("roomservice");
    return new Copy() {
      @Override
      public DataSource source() {
        return source;
      }

      @Override
      public void close() throws SQLException {
        execute(source, "shutdown immediately");
      }
    };
  }

  static RecordedDatabase onPostgres(Path data) throws SQLException, IOException {
    PostgresProcess process = PostgresProcess.start(data);
    PostgresDatabase database = PostgresDatabase.create(process, "recorded");
    return new RecordedDatabase() {
      private int copies;

      @Override
      public Map<String, String> settings() {
        return database.settings();
      }

      @Override
      public void backUp() throws SQLException {
        database.copy("backup");
      }

      @Override
      public Copy copy(boolean old) throws SQLException {
        PostgresDatabase from = old ? PostgresDatabase.existing(process, "backup") : database;
        return copyOf(from.copy("copy" + copies++));
      }

      @Override
      public void close() {
        process.close();
      }
    };
  }

  private static Copy copyOf(PostgresDatabase copy) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(copy.url());
    source.setUser(PostgresDatabase.OWNER);
    execute(
        source,
        "do $$ declare t record; begin for t in select distinct tgrelid::regclass as name"
            + " from pg_trigger where not tgisinternal loop"
            + " execute format('alter table %s disable trigger user', t.name);"
            + " end loop; end $$");
    return new Copy() {
      @Override
      public DataSource source() {
        return source;
      }

      @Override
      public void close() throws SQLException {
        copy.drop();
      }
    };
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
