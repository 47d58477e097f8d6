package org.rtcroom.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.rtcroom.api.ApiAccess;
import org.rtcroom.api.AuditReading;
import org.rtcroom.api.Dossiers;
import org.rtcroom.api.IntegratorCalls;
import org.rtcroom.api.Receipts;
import org.rtcroom.api.RecordedEvidence;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.Site;
import org.rtcroom.weapp.BadCredentials;
import org.rtcroom.weapp.BadInput;
import org.rtcroom.weapp.ClientGenerations;
import org.rtcroom.weapp.OldMistakes;

/** Every scenario, on one start of one server with one database; the last one is its stop. */
@TestInstance(Lifecycle.PER_CLASS)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
abstract class Scenarios {

  private final Map<String, String> settings = new HashMap<>();
  private Installed server;
  private String database;
  private @Nullable PostgresProcess postgres;

  /** Starts the server in a folder of its own, whose {@code home} is the service's. */
  abstract Installed start(Path folder, Map<String, String> settings);

  /** Whether to use PostgreSQL, which has no schema yet; else H2. */
  abstract boolean onPostgres();

  @BeforeAll
  void start() throws IOException, SQLException {
    Path folder = OwnFolder.empty(getClass().getSimpleName());
    Path home = Files.createDirectories(folder.resolve("home"));
    settings.put("roomservice.home", home.toString());
    if (onPostgres()) {
      PostgresProcess process = PostgresProcess.start(folder.resolve("postgres"));
      postgres = process;
      settings.putAll(PostgresDatabase.empty(process, "roomservice").settings());
    }
    database = settings.getOrDefault("roomservice.db.url", inHome(home));
    server = start(folder, settings);
  }

  /** Where the H2 file is on every server, unless a setting says otherwise. */
  private static String inHome(Path home) {
    return "jdbc:h2:file:" + home.resolve("roomservice") + ";IFEXISTS=TRUE";
  }

  final Installed server() {
    return server;
  }

  final Site site() {
    return server.site();
  }

  @AfterAll
  void stop() {
    try (PostgresProcess used = postgres;
        Installed running = server) {
      // the server first, then its database
    }
  }

  @Nested
  class GenerationsOfClients extends ClientGenerations {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class InputThatIsBad extends BadInput {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class CredentialsThatAreBad extends BadCredentials {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class MistakesOfOld extends OldMistakes {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class AccessToTheApi extends ApiAccess {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class ReadingTheAudit extends AuditReading {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class CallsOfAnIntegrator extends IntegratorCalls {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class ReceiptsOfClients extends Receipts {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class EvidenceOfTheServer extends RecordedEvidence {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class DossiersOfSessions extends Dossiers {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  class FailuresOfRequests extends Failures {

    @Override
    protected Site site() {
      return server.site();
    }
  }

  @Nested
  @Order(Integer.MAX_VALUE)
  class StopOfTheServer extends OrderlyStop {

    @Override
    protected Site site() {
      return server.site();
    }

    @Override
    protected void stopTheServer() {
      server.close();
    }

    @Override
    protected Connection database() throws SQLException {
      String user = settings.getOrDefault("roomservice.db.user", "roomservice");
      String password = settings.getOrDefault("roomservice.db.password", "roomservice");
      return DriverManager.getConnection(database, user, password);
    }
  }
}
