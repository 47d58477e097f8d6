package org.rtcroom.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.rtcroom.checkpoint.StoredCopies;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** Writes the service's own export of a database that no server runs on. */
final class DatabaseExport {

  /** Nothing is too young to be missed. */
  private static final String NO_RECENT = "g";

  private final Transactions transactions;

  DatabaseExport(DataSource source) {
    transactions = new Local(source);
  }

  /** Without a container: each statement is a transaction of its own. */
  private static final class Local extends Transactions {

    private final DataSource source;

    Local(DataSource source) {
      this.source = source;
    }

    @Override
    public <T> T commitStatements(Function<Jdbc, T> work) {
      try (Connection connection = source.getConnection()) {
        return work.apply(new Jdbc(connection));
      } catch (SQLException e) {
        throw new DatabaseUnavailable(e);
      }
    }
  }

  /**
   * Exports all of it.
   *
   * @param atMillis when the export says it was made
   */
  void write(long atMillis, Path file) throws IOException {
    Database database = new Database();
    database.transactions = transactions;
    ExportHeader header =
        new ExportHeader(Instant.ofEpochMilli(atMillis), "node1", "demo", Selection.ALL);
    try (DatabaseEvidence evidence =
            new DatabaseEvidence(database, StoredCopies.of(transactions), header, NO_RECENT);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      Export.write(evidence, zip);
    }
  }
}
