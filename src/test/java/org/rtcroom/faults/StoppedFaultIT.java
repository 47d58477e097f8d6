package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.Until;

/**
 * Nodes that are asked to stop under load: what they acknowledged is there, whoever comes later is
 * refused by the service or by the machine, and the access log says that they stopped.
 */
class StoppedFaultIT {

  private static final int CLIENTS = 8;
  private static final long ENOUGH = 300;
  private static final Map<String, String> NOBODY_LAPSES =
      Map.of("roomservice.rooms.live-room.heartbeat-timeout", "1h");

  @TempDir Path folder;

  private Path home() {
    return folder.resolve("stopped");
  }

  @Test
  void aNodeOnH2StopsInGoodOrder() throws Exception {
    try (Nodes nodes = Nodes.one(home(), NOBODY_LAPSES)) {
      stopInTurn("H2", nodes, 2);
    }
  }

  @Test
  void aNodeOnPostgresStopsInGoodOrder() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "stopped");
      try (Nodes nodes = Nodes.one(home(), database.settings(NOBODY_LAPSES))) {
        stopInTurn("PostgreSQL", nodes, 2);
      }
    }
  }

  @Test
  void aRollingRestartLosesNothing() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "stopped");
      try (Nodes nodes = Nodes.several(home(), 2, database.settings(NOBODY_LAPSES))) {
        stopInTurn("PostgreSQL, two nodes", nodes, 2);
      }
    }
  }

  private void stopInTurn(String what, Nodes nodes, int times) throws Exception {
    List<Answered> answers;
    try (Load load = Load.on(nodes.bases(), CLIENTS)) {
      for (int i = 0; i < times; i++) {
        long enough = load.acknowledged() + ENOUGH;
        Until.within(120, () -> load.acknowledged() >= enough);
        int node = i % nodes.count();
        nodes.node(node).stop();
        nodes.startAgain(node);
        load.turnTo(nodes.bases());
      }
      answers = load.stop();
    }
    Audit audit = Audit.at(nodes.bases().get(0), home());
    List<String> wrong = audit.wrong(answers);
    int stopped = audit.accessLog("STOPPED").size();
    Figures.note(
        "SIGTERM, %s, %d times: %s; wrong in the record: %d; STOPPED lines: %d"
            .formatted(what, times, Figures.codes(answers), wrong.size(), stopped));
    assertThat(wrong).isEmpty();
    assertThat(stopped).isEqualTo(times);
    assertThat(answers).noneMatch(a -> a.code() > 0 && a.code() != Answered.TRY_AGAIN);
    audit.requireVerified();
  }
}
