package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.Until;

/**
 * Nodes that are killed under load again and again lose nothing that they acknowledged, counted
 * from the log of the clients against the record. {@code it.faults.rounds} says how often.
 */
class KillNineFaultIT {

  private static final int ROUNDS = Integer.getInteger("it.faults.rounds", 3);
  private static final int CLIENTS = 8;
  private static final int FEWEST = 100;
  private static final int MORE = 400;

  private static final Map<String, String> NOBODY_LAPSES =
      Map.of("roomservice.rooms.live-room.heartbeat-timeout", "1h");

  private final Random random = new Random(4);

  @TempDir Path folder;

  private Path home() {
    return folder.resolve("killed");
  }

  @Test
  void nothingIsLostOnH2() throws Exception {
    try (Nodes nodes = Nodes.one(home(), NOBODY_LAPSES)) {
      killAgainAndAgain("H2, one node", nodes);
    }
  }

  @Test
  void nothingIsLostOnPostgres() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "killed");
      try (Nodes nodes = Nodes.one(home(), database.settings(NOBODY_LAPSES))) {
        killAgainAndAgain("PostgreSQL, one node", nodes);
      }
    }
  }

  @Test
  void nothingIsLostOnPostgresWithTwoNodes() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "killed");
      try (Nodes nodes = Nodes.several(home(), 2, database.settings(NOBODY_LAPSES))) {
        killAgainAndAgain("PostgreSQL, two nodes", nodes);
      }
    }
  }

  private void killAgainAndAgain(String what, Nodes nodes) throws Exception {
    List<Answered> answers;
    try (Load load = Load.on(nodes.bases(), CLIENTS)) {
      for (int i = 0; i < ROUNDS; i++) {
        long enough = load.acknowledged() + FEWEST + random.nextInt(MORE);
        Until.within(120, () -> load.acknowledged() >= enough);
        int victim = random.nextInt(nodes.count());
        nodes.node(victim).kill9();
        nodes.startAgain(victim);
        load.turnTo(nodes.bases());
      }
      answers = load.stop();
    }
    Audit audit = Audit.at(nodes.bases().get(0), home());
    List<String> wrong = audit.wrong(answers);
    Figures.note(
        "kill -9, %s, %d rounds: %d answers, %s; wrong in the record: %d"
            .formatted(what, ROUNDS, answers.size(), Figures.codes(answers), wrong.size()));
    assertThat(wrong).isEmpty();
    audit.requireVerified();
  }
}
