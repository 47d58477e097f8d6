package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.Until;

/**
 * The disk of the database fills up under load: clients are refused, and once there is room again
 * everything that was acknowledged is there. On a small file system in memory, which only root can
 * mount; for others there is nothing to see.
 */
class FullDiskFaultIT {

  private static final int CLIENTS = 8;
  private static final long WARM_UP = 200;
  private static final String SIZE = "size=400m";
  private static final int BLOCK = 1 << 20;

  private static final Map<String, String> NOBODY_LAPSES =
      Map.of("roomservice.rooms.live-room.heartbeat-timeout", "1h");

  @TempDir Path folder;

  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()) == 0);
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void nothingAcknowledgedIsLostWhenTheDiskOfH2IsFull() throws Exception {
    Path home = disk.resolve("full");
    try (Nodes nodes = Nodes.one(home, NOBODY_LAPSES)) {
      fillAndClear("H2", nodes, home, () -> {});
    }
  }

  @Test
  void nothingAcknowledgedIsLostWhenTheDiskOfPostgresIsFull() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start(disk.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "filled");
      Path home = folder.resolve("full");
      try (Nodes nodes = Nodes.one(home, database.settings(NOBODY_LAPSES))) {
        fillAndClear("PostgreSQL", nodes, home, postgres::startAgainIfEnded);
      }
    }
  }

  private void fillAndClear(String what, Nodes nodes, Path home, Runnable whenCleared)
      throws Exception {
    List<Answered> answers;
    try (Load load = Load.on(nodes.bases(), CLIENTS)) {
      Until.within(120, () -> load.acknowledged() >= WARM_UP);
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      Until.within(300, () -> refused(load) > CLIENTS);
      Files.delete(ballast);
      whenCleared.run();
      long cleared = System.nanoTime();
      long before = load.acknowledged();
      boolean byItself = goesOn(load, before);
      if (!byItself) {
        nodes.node(0).kill9();
        nodes.startAgain(0);
        load.turnTo(nodes.bases());
        Until.within(60, () -> load.acknowledged() > before);
      }
      Figures.note(
          "disk of %s full: goes on %s, %d ms after there was room again"
              .formatted(
                  what,
                  byItself ? "by itself" : "once restarted",
                  (System.nanoTime() - cleared) / 1_000_000));
      answers = load.stop();
    }
    Figures.note("  " + Figures.codes(answers));
    Audit audit = Audit.at(nodes.bases().get(0), home);
    assertThat(audit.wrong(answers)).isEmpty();
    audit.requireVerified();
  }

  private static boolean goesOn(Load load, long before) throws Exception {
    try {
      Until.within(30, () -> load.acknowledged() > before);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static long refused(Load load) {
    return load.answers().stream().filter(answered -> !answered.ok()).count();
  }

  private static void fill(Path ballast) throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("space");
    }
  }
}
