package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtcroom.delivery.Deliveries.Backlog;

class ReadinessTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static final ReadinessCheck CONTENT = new ReadinessCheck("a", Optional::empty);
  private static final ReadinessCheck DISCONTENT =
      new ReadinessCheck("b", () -> Optional.of("no disk"));
  private static final ReadinessCheck FAILING =
      new ReadinessCheck(
          "c",
          () -> {
            throw new IllegalStateException("password=secret");
          });

  @Test
  void aNodeIsUpWhenEveryCheckIsContent() {
    List<Readiness.Finding> findings = Readiness.look(Stream.of(CONTENT));

    assertThat(Readiness.up(findings)).isTrue();
    assertThat(Readiness.json(findings))
        .hasToString("{\"status\":\"UP\",\"checks\":[{\"name\":\"a\",\"status\":\"UP\"}]}");
  }

  @Test
  void oneObstacleTakesTheNodeOutAndIsNamed() {
    List<Readiness.Finding> findings = Readiness.look(Stream.of(DISCONTENT, CONTENT));

    assertThat(Readiness.up(findings)).isFalse();
    assertThat(Readiness.json(findings))
        .hasToString(
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"a\",\"status\":\"UP\"},"
                + "{\"name\":\"b\",\"status\":\"DOWN\",\"detail\":\"no disk\"}]}");
  }

  @Test
  void aCheckThatFailsIsAnObstacleAndSaysNothingOfItsFailure() {
    List<Readiness.Finding> findings = Readiness.look(Stream.of(FAILING));

    assertThat(Readiness.up(findings)).isFalse();
    assertThat(Readiness.json(findings).toString()).doesNotContain("secret");
  }

  @Test
  void aClockThatIsTooFarFromTheDatabasesIsAnObstacle() {
    Duration tolerance = Duration.ofMinutes(1);

    assertThat(NodeChecks.clockObstacle(Duration.ofSeconds(60), tolerance)).isEmpty();
    assertThat(NodeChecks.clockObstacle(Duration.ofSeconds(-60), tolerance)).isEmpty();
    assertThat(NodeChecks.clockObstacle(Duration.ofMinutes(5), tolerance))
        .contains("300 s ahead of the clock of the database");
    assertThat(NodeChecks.clockObstacle(Duration.ofMinutes(-5), tolerance))
        .contains("300 s behind the clock of the database");
  }

  @Test
  void deliveriesThatAreStuckAreToldWithTheirAge() {
    Duration hour = Duration.ofHours(1);

    assertThat(NodeChecks.deliveryRemark(new Backlog(3, 0, hour))).isEmpty();
    assertThat(NodeChecks.deliveryRemark(new Backlog(3, 2, hour)))
        .contains("2 stuck, the oldest for 3600 s");
  }

  @Test
  void whoMayNotLookIsToldTheStatusAlone() {
    assertThat(Readiness.status(Readiness.look(Stream.of(DISCONTENT))))
        .hasToString("{\"status\":\"DOWN\"}");
  }

  @Test
  void aSweepIsOverdueOnlyAfterManyIntervals() {
    Duration interval = Duration.ofSeconds(30);

    assertThat(NodeChecks.overdue(Duration.ofSeconds(300), interval)).isFalse();
    assertThat(NodeChecks.overdue(Duration.ofSeconds(301), interval)).isTrue();
  }

  @Test
  void aQuickSweepHasTwoMinutesAllTheSame() {
    Duration interval = Duration.ofSeconds(1);

    assertThat(NodeChecks.overdue(Duration.ofSeconds(120), interval)).isFalse();
    assertThat(NodeChecks.overdue(Duration.ofSeconds(121), interval)).isTrue();
  }

  @Test
  void whatMovesIsNeverStillForLong() {
    NodeChecks.Progress progress = new NodeChecks.Progress();
    long second = 1_000_000_000L;

    assertThat(progress.still(Optional.empty(), 5 * second)).isZero();
    assertThat(progress.still(Optional.empty(), 9 * second)).hasSeconds(4);
    assertThat(progress.still(Optional.of(NOON), 10 * second)).isZero();
    assertThat(progress.still(Optional.of(NOON), 13 * second)).hasSeconds(3);
    assertThat(progress.still(Optional.of(NOON.plusSeconds(1)), 20 * second)).isZero();
  }
}
