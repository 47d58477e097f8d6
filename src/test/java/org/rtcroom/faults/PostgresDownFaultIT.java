package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.server.Until;

/**
 * PostgreSQL ends under load, in good order or not, and comes back after {@code
 * it.faults.down-seconds}: clients are refused at once, the nodes recover by themselves, no change
 * is half done, and nobody is evicted, though the outage is longer than the timeout of members.
 */
class PostgresDownFaultIT {

  private static final int DOWN_SECONDS = Integer.getInteger("it.faults.down-seconds", 10);
  private static final int CLIENTS = 8;
  private static final long WARM_UP = 300;

  /** 2 s for a connection, and what a busy machine adds. */
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(4);

  private static final int RECOVERED_WITHIN_SECONDS = 10;

  private static final Map<String, String> LAPSES_SOON =
      Map.of(
          "roomservice.rooms.multi-room.heartbeat-timeout", "6s",
          "roomservice.rooms.live-room.heartbeat-timeout", "1h",
          "roomservice.sweep.interval", "1s",
          "roomservice.cluster.heartbeat-flush", "1s");

  @TempDir Path folder;

  private PostgresProcess postgres;
  private Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    PostgresDatabase database = PostgresDatabase.create(postgres, "down");
    settings = database.settings(LAPSES_SOON);
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  private Path home() {
    return folder.resolve("down");
  }

  @Test
  void aNodeOutlivesADatabaseThatWasStopped() throws Exception {
    try (Nodes nodes = Nodes.one(home(), settings)) {
      outage("stopped, one node", nodes, postgres::stop);
    }
  }

  @Test
  void aNodeOutlivesADatabaseThatWasKilled() throws Exception {
    try (Nodes nodes = Nodes.one(home(), settings)) {
      outage("killed, one node", nodes, postgres::kill9);
    }
  }

  @Test
  void twoNodesOutliveADatabaseThatWasStopped() throws Exception {
    try (Nodes nodes = Nodes.several(home(), 2, settings)) {
      outage("stopped, two nodes", nodes, postgres::stop);
    }
  }

  @Test
  void twoNodesOutliveADatabaseThatWasKilled() throws Exception {
    try (Nodes nodes = Nodes.several(home(), 2, settings)) {
      outage("killed, two nodes", nodes, postgres::kill9);
    }
  }

  private void outage(String what, Nodes nodes, Runnable end) throws Exception {
    List<Answered> answers;
    long ended;
    long starting;
    try (Sitters sitters = Sitters.in(nodes.bases());
        Load load = Load.on(nodes.bases(), CLIENTS)) {
      Until.within(120, () -> load.acknowledged() >= WARM_UP);
      end.run();
      ended = System.nanoTime();
      Until.within(
          DOWN_SECONDS + 1,
          () -> System.nanoTime() - ended > TimeUnit.SECONDS.toNanos(DOWN_SECONDS));
      long before = load.acknowledged();
      starting = System.nanoTime();
      postgres.startAgain();
      long started = System.nanoTime();
      Until.within(RECOVERED_WITHIN_SECONDS, () -> load.acknowledged() > before);
      Until.within(60, () -> load.acknowledged() >= before + WARM_UP);
      answers = load.stop();
      sitters.requireInside();
      Figures.note(
          "PostgreSQL %s, %d s: first success %d ms after it was started again, which took %d ms; heartbeats %s"
              .formatted(
                  what,
                  DOWN_SECONDS,
                  millis(firstSuccess(answers, starting) - starting),
                  millis(started - starting),
                  sitters.heartbeats()));
    }
    List<Answered> meanwhile =
        answers.stream().filter(a -> a.atNanos() > ended && a.atNanos() < starting).toList();
    Figures.note("  meanwhile " + Figures.codes(meanwhile));
    assertThat(meanwhile).isNotEmpty().allMatch(a -> a.code() == Answered.TRY_AGAIN);
    assertThat(meanwhile).allMatch(a -> a.took().compareTo(REFUSED_WITHIN) < 0);
    Audit audit = Audit.at(nodes.bases().get(0), home());
    assertThat(audit.wrong(answers)).isEmpty();
    assertThat(audit.kinds(Sitters.ROOM)).doesNotContain("LEFT", "CLOSED");
    audit.requireVerified();
  }

  private static long firstSuccess(List<Answered> answers, long from) {
    return answers.stream()
        .filter(Answered::ok)
        .mapToLong(Answered::atNanos)
        .filter(at -> at > from)
        .min()
        .orElseThrow();
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
