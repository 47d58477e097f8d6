package org.rtcroom.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.StoredCopies;
import org.rtcroom.checkpoint.StoredCovers;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.dossier.StoredDossiers;
import org.rtcroom.settings.Settings;

/** Writes the service's own export of a database that no server runs on. */
final class DatabaseExport {

  /** Nothing is too young to be missed. */
  private static final String NO_RECENT = "g";

  private final Database database = new Database();
  private final Transactions transactions;
  private final CheckpointKeys keys;

  /**
   * @param key file of the key that signed the checkpoints, and signs what is made here
   */
  DatabaseExport(DataSource source, Path key) {
    transactions = new Local(source);
    database.transactions = transactions;
    keys =
        CheckpointKeys.read(
            Settings.of(Map.of("roomservice.audit.checkpoint-key-file", key.toString())));
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
   * Makes the dossier of a session.
   *
   * @param atMillis when the dossier says it was made
   */
  void write(String session, long atMillis, Path file) throws IOException {
    SessionReader sessions = new SessionReader();
    sessions.database = database;
    sessions.covers = StoredCovers.of(transactions, keys);
    Clock clock = Clock.fixed(Instant.ofEpochMilli(atMillis), ZoneOffset.UTC);
    new StoredDossiers(sessions, keys, clock).write(session, file);
  }

  /**
   * Verifies all of it as a running service does.
   *
   * @param atMillis when it is read
   */
  VerificationReport verify(long atMillis) throws IOException {
    try (DatabaseEvidence evidence = evidence(atMillis)) {
      return new IndependentVerifier()
          .verify(evidence, keys.current().publicKey(), Optional.empty(), 0);
    }
  }

  private DatabaseEvidence evidence(long atMillis) throws IOException {
    ExportHeader header =
        new ExportHeader(Instant.ofEpochMilli(atMillis), "node1", "demo", Selection.ALL);
    return new DatabaseEvidence(
        database,
        StoredCopies.of(transactions),
        StoredCovers.receipts(transactions, keys),
        header,
        NO_RECENT);
  }

  /**
   * Exports all of it.
   *
   * @param atMillis when the export says it was made
   */
  void write(long atMillis, Path file) throws IOException {
    try (DatabaseEvidence evidence = evidence(atMillis);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      Export.write(evidence, keys.current(), zip);
    }
  }
}
