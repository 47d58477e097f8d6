package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.accesslog.ShortStarts;
import org.rtcroom.purge.FileClock;
import org.rtcroom.purge.PurgeProcess;

/**
 * The service on PostgreSQL over a long time: one home, settings that change, nodes that are
 * started one after another, and a clock that can be set.
 */
final class Installation implements AutoCloseable {

  static final String ACKNOWLEDGE = "roomservice.audit.acknowledge-restored";

  private static final String KEY = "roomservice.audit.checkpoint-key-file";
  private static final String PREVIOUS = "roomservice.audit.checkpoint-key-previous-file";
  private static final String FAMILY = "double_room";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final Path home;
  final Map<String, String> settings;
  private final Path folder;
  private final Path backup;
  private final PostgresProcess postgres;
  private final PostgresDatabase database;
  private final Path war;
  private Duration clock = Duration.ZERO;
  private URI base = URI.create("http://127.0.0.1/");

  Installation(Path folder, Map<String, String> settings) throws Exception {
    this.folder = folder;
    home = folder.resolve("long-history");
    backup = folder.resolve("backup");
    this.settings = new HashMap<>(settings);
    war = ShippedWar.with(FileClock.class, folder);
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "long_history");
  }

  @Override
  public void close() {
    postgres.close();
  }

  /** Sets the clock of the servers, also of one that runs; the database's is nobody's to set. */
  void setClock(Duration ahead) {
    clock = ahead;
    FileClock.set(home, ahead);
  }

  ServerProcess start(String node) {
    ServerProcess server = ServerProcess.startNode(home, node, database.settings(settings), war);
    base = server.base();
    return server;
  }

  /** Where the server is that was started last. */
  URI base() {
    return base;
  }

  DemoRecord demo() throws Exception {
    return DemoRecord.of(base, home);
  }

  DemoClient login(String user) {
    return DemoClient.login(base, FAMILY, user);
  }

  /** What the newest server says about its health. */
  String ready() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(base.resolve("ops/health/ready")).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  /** Ann and bob meet, and leave without a word; gives the session. */
  String meeting(String room) throws Exception {
    for (String user : List.of("ann", "bob")) {
      assertThat(login(user).addPusher(room).getInt("code")).isZero();
    }
    Until.within(60, () -> session(room).getString("state").equals("closed"));
    return session(room).getString("sessionId");
  }

  private JsonObject session(String room) throws Exception {
    return demo().items("sessions?roomID=" + room).get(0);
  }

  void awaitCheckpoint() throws Exception {
    DemoClient dan = login("dan");
    copy()
        .awaitCover(
            () -> {
              assertThat(dan.addPusher("marker").getInt("code")).isZero();
              assertThat(dan.call("delete_pusher", "marker").getInt("code")).isZero();
            });
  }

  OutsideCopy copy() {
    return new OutsideCopy(outsideFile());
  }

  Path outsideFile() {
    return home.resolve("checkpoints.log");
  }

  void changeRoles() throws Exception {
    database.changeRoles("_anew");
  }

  /** From the next start on; the old key is named in that one, too. */
  void changeKey() throws Exception {
    settings.put(PREVIOUS, home.resolve("keys/checkpoint-key.pem").toString());
    settings.put(KEY, newKey());
  }

  void forgetPreviousKey() {
    settings.remove(PREVIOUS);
  }

  private String newKey() throws Exception {
    byte[] der =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    String text = Base64.getEncoder().encodeToString(der);
    String pem = "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    Path file = Files.writeString(folder.resolve("second.pem"), pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  /** Nodes that serve nobody before they stop. */
  void startAndStop(List<String> nodes) throws SQLException {
    try (Connection connection = database.connectAsService()) {
      ShortStarts starts = new ShortStarts(connection, home, database.settings(settings));
      for (String node : nodes) {
        starts.startAndStop(node, Clock.systemUTC().instant().plus(clock));
      }
    }
  }

  void backUp() {
    postgres.snapshot(backup);
  }

  void putBackupBack() {
    postgres.setBack(backup);
  }

  /** Makes two hours of it that the database has not heard of any node but that one. */
  void silenceAllBut(String node) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update node set heard_millis = heard_millis - 7200000 where name <> '" + node + "'");
    }
  }

  /** What the purge says. */
  String purged() throws Exception {
    List<String> arguments = new ArrayList<>();
    Map<String, String> given = new HashMap<>(database.purgeSettings());
    given.put(KEY, settings.getOrDefault(KEY, ""));
    given.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    PurgeProcess.Said said = PurgeProcess.run(home, arguments.toArray(String[]::new));
    assertThat(said.code()).as(said.text()).isZero();
    return said.text();
  }
}
