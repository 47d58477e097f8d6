package org.rtcroom.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Journal;

class JournalMetersTest {

  private static final long MILLISECOND = 1_000_000;

  private final Meters meters = new Meters();
  private final JournalMeters journal = new JournalMeters();

  @Test
  void whatWasNotRecordedIsTimedByWhy() {
    journal.meters = meters;
    journal.failed(new Journal.LostRace("by another node"), MILLISECOND);
    journal.failed(new Journal.StaleEviction(Set.of(UserId.of("ann"))), MILLISECOND);
    journal.failed(
        new Journal.NotRecorded("no database", new IllegalStateException()), MILLISECOND);
    journal.failed(new IllegalStateException(), MILLISECOND);

    assertThat(((PrometheusMeterRegistry) meters.registry()).scrape())
        .contains("roomservice_commit_seconds_count{outcome=\"overtaken\"} 1")
        .contains("roomservice_commit_seconds_count{outcome=\"heard_elsewhere\"} 1")
        .contains("roomservice_commit_seconds_count{outcome=\"not_recorded\"} 1")
        .contains("roomservice_commit_seconds_count{outcome=\"unknown\"} 1");
  }
}
