package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.ShippedWar;
import org.rtcroom.server.Until;

/**
 * Two nodes of which the one that holds the right to sweep is killed, or has a clock that is five
 * minutes wrong. Nobody who can be heard is evicted, and who is silent still is. With the heartbeat
 * interval that is shipped.
 */
class ClusterFaultIT {

  private static final int LEASE_MOVES_WITHIN_SECONDS = 15;
  private static final int EVICTED_WITHIN_SECONDS = 60;
  private static final long WATCHED_SECONDS = 20;

  private static final Map<String, String> LAPSES_SOON =
      Map.of(
          "roomservice.cluster.enabled", "true",
          "roomservice.rooms.multi-room.heartbeat-timeout", "6s",
          "roomservice.sweep.interval", "1s");

  @TempDir Path folder;

  private PostgresProcess postgres;
  private PostgresDatabase database;

  @BeforeEach
  void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "nodes");
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  private Path home() {
    return folder.resolve("nodes");
  }

  @Test
  void theRightToSweepMovesWhenItsHolderIsKilled() throws Exception {
    try (Nodes nodes = Nodes.several(home(), 2, database.settings(LAPSES_SOON))) {
      int holder = sweeper().equals(Nodes.name(0)) ? 0 : 1;
      int left = 1 - holder;
      DemoClient silent = enter(nodes, left, "silent");
      try (Sitters sitters = Sitters.in(nodes.basesWithout(holder))) {
        nodes.node(holder).kill9();
        long killed = System.nanoTime();

        Until.within(LEASE_MOVES_WITHIN_SECONDS, () -> sweeper().equals(Nodes.name(left)));

        long moved = System.nanoTime();
        awaitEviction(silent);
        Figures.note(
            "kill -9 of the node that sweeps: lease moved after %d ms, a silent member evicted after %d ms"
                .formatted(millis(moved - killed), millis(System.nanoTime() - killed)));
        sitters.requireInside();
      }
    }
  }

  @Test
  void aWrongClockEvictsNobody() throws Exception {
    Path war = ShippedWar.with(OffsetClock.class, Files.createDirectories(folder.resolve("war")));
    for (Duration wrong : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
      try (Nodes nodes = Nodes.startedBy(2, name -> startWrong(name, wrong, war));
          Sitters sitters = Sitters.in(nodes.bases())) {
        letSweep(Nodes.name(1));
        DemoClient silent = enter(nodes, 0, "silent");
        awaitEviction(silent);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WATCHED_SECONDS);
        Until.within((int) WATCHED_SECONDS + 1, () -> System.nanoTime() > until);
        sitters.requireInside();
        Figures.note(
            "clock of the node that sweeps wrong by %s: heartbeats %s"
                .formatted(wrong, sitters.heartbeats()));
        assertThat(sweeper()).isEqualTo(Nodes.name(1));
        assertThat(Audit.at(nodes.bases().get(1), home()).kinds(Sitters.ROOM))
            .doesNotContain("LEFT", "CLOSED");
      }
    }
  }

  private ServerProcess startWrong(String name, Duration wrong, Path war) {
    Map<String, String> settings = database.settings(LAPSES_SOON);
    if (name.equals(Nodes.name(1))) {
      settings.put(OffsetClock.AHEAD, "" + wrong.toMillis());
      settings.put("roomservice.ops.clock-tolerance", "1h");
    }
    return ServerProcess.startNode(home(), name, settings, war);
  }

  private static DemoClient enter(Nodes nodes, int node, String userId) {
    DemoClient client = DemoClient.login(nodes.bases().get(node), "multi_room", userId);
    assertThat(client.addPusher("of-" + userId).getInt("code")).isZero();
    return client;
  }

  private static void awaitEviction(DemoClient silent) throws Exception {
    String room = "of-" + silent.userId();
    Until.within(
        EVICTED_WITHIN_SECONDS, () -> silent.call("get_pushers", room).getInt("code") != 0);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Whoever swept before learns of it with its next round. */
  private void letSweep(String node) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update lease set holder = (select instance from node_instance where name = '"
              + node
              + "') where name = 'sweep'");
    }
  }

  private String sweeper() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select i.name from lease l join node_instance i on i.instance = l.holder"
                    + " where l.name = 'sweep'")) {
      assertThat(row.next()).isTrue();
      return String.valueOf(row.getString(1));
    }
  }
}
