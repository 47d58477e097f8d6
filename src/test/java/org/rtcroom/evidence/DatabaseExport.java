package org.rtcroom.evidence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.checkpoint.StoredCopies;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;

/** Writes the service's own export of a database that no server runs on. */
final class DatabaseExport implements AutoCloseable {

  /** Nothing is too young to be missed. */
  private static final String NO_RECENT = "g";

  private final EntityManagerFactory factory;
  private final SigningKey key;

  /**
   * @param key signs what an export says of itself
   */
  DatabaseExport(DataSource source, SigningKey key) {
    this.key = key;
    factory =
        new PersistenceProvider()
            .createEntityManagerFactory(
                "roomservice",
                Map.of(
                    "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                    "jakarta.persistence.nonJtaDataSource", source,
                    "jakarta.persistence.jtaDataSource", "",
                    "eclipselink.target-server", "None"));
  }

  /** Without a container: a transaction of the entity manager's own. */
  private static final class Local extends Transactions {

    private final EntityManagerFactory factory;

    Local(EntityManagerFactory factory) {
      this.factory = factory;
    }

    @Override
    public <T> Outcome<T> run(Function<EntityManager, T> work) {
      try (EntityManager entities = factory.createEntityManager()) {
        entities.getTransaction().begin();
        T result = work.apply(entities);
        entities.getTransaction().commit();
        return new Outcome.Committed<>(result);
      } catch (RuntimeException e) {
        return new Outcome.RolledBack<>(e);
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
    database.transaction = new Local(factory);
    ExportHeader header =
        new ExportHeader(Instant.ofEpochMilli(atMillis), "node1", "demo", Selection.ALL);
    try (DatabaseEvidence evidence =
            new DatabaseEvidence(
                database, StoredCopies.of(database.transaction), header, NO_RECENT);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      Export.write(evidence, key, zip);
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}
