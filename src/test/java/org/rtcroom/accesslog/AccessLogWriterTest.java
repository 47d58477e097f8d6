package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.ThrottledLog;

/** Who writes the access log, from the start of the service to its end. */
class AccessLogWriterTest {

  /** Held, so that it is not forgotten; what is logged is no matter of these tests. */
  private static final Logger LOG = Logger.getLogger(AccessLogWriter.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Lines chain = new Lines();
  private final SettableClock clock = new SettableClock();
  private final AccessLogWriter writer = new AccessLogWriter();

  AccessLogWriterTest() {
    writer.chain = chain;
    writer.clock = clock;
    writer.trouble = new ThrottledLog(clock);
  }

  /** Takes note of the kinds of lines, batch by batch. */
  private static final class Lines extends AccessChain {
    private final List<List<String>> batches = new ArrayList<>();
    private boolean away;

    @Override
    void awaitStart() {}

    @Override
    boolean shared() {
      return false;
    }

    @Override
    synchronized void rehearse() {
      append(List.of());
    }

    @Override
    synchronized void append(List<AccessNote> notes) {
      if (away) {
        throw new AppendFailure(new IllegalStateException("away"));
      }
      batches.add(notes.stream().map(note -> note.kind.name()).toList());
    }
  }

  private static AccessNote note(String kind) {
    return new AccessNote(AccessKind.valueOf(kind), Actor.SERVICE, Map.of());
  }

  private void refusals(int count) {
    for (int i = 0; i < count; i++) {
      writer.refused(Actor.SERVICE, "login", i);
    }
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void beforeTheThreadIsThereCallersWriteThemselves() {
    writer.begin(List.of(note("STARTED")));
    writer.record(note("LOGGED_IN"));

    assertThat(chain.batches).containsExactly(List.of("STARTED"), List.of("LOGGED_IN"));
  }

  @Test
  void theThreadWritesDueRefusalsTogether() {
    writer.writeIn(tasks::add);
    refusals(2);

    writer.writeDueRefusals();

    assertThat(writer.waiting()).isEqualTo(2);
    assertThat(tasks).hasSize(1);
    tasks.removeFirst().run();
    assertThat(chain.batches).containsExactly(List.of("REFUSED", "REFUSED"));
    assertThat(writer.waiting()).isZero();
  }

  @Test
  void nothingCanBeRecordedUntilAnAttemptSucceeds() {
    assertThat(writer.failingSince()).isEmpty();
    chain.away = true;
    assertThatThrownBy(() -> writer.record(note("LOGGED_IN")))
        .isInstanceOf(DatabaseUnavailable.class);
    assertThat(writer.failingSince()).contains(clock.instant());
    Instant since = clock.instant();
    clock.advance(Duration.ofSeconds(2));
    writer.tryOut();
    assertThat(writer.failingSince()).contains(since);
    chain.away = false;

    writer.tryOut();

    assertThat(writer.failingSince()).isEmpty();
    assertThat(chain.batches).as("one attempt, without a line").containsExactly(List.of());
    writer.tryOut();
    assertThat(chain.batches).hasSize(1);
  }

  @Test
  void refusalsThatWereNotWrittenAreWrittenLater() {
    refusals(1);
    chain.away = true;
    writer.writeDueRefusals();
    assertThatThrownBy(() -> writer.record(note("LOGGED_IN")))
        .isInstanceOf(DatabaseUnavailable.class);
    chain.away = false;

    writer.writeDueRefusals();

    assertThat(chain.batches).containsExactly(List.of("REFUSED"));
  }

  @Test
  void withTooManyWaitingRefusalsAreCountedOnAndOthersTurnedAway() {
    writer.writeIn(tasks::add);
    for (int i = 0; i < 20; i++) {
      refusals(500);
      writer.settleRefusals();
    }
    assertThat(writer.waiting()).isEqualTo(10_000);
    refusals(1);
    writer.writeDueRefusals();

    assertThatThrownBy(() -> writer.record(note("LOGGED_IN"))).hasMessageContaining("full");
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
    assertThat(chain.batches).hasSize(10).allSatisfy(batch -> assertThat(batch).hasSize(1_000));
    writer.writeDueRefusals();
    tasks.removeFirst().run();

    assertThat(chain.batches).last().isEqualTo(List.of("REFUSED"));
  }

  @Test
  void theLastLineComesAfterAllThatWaitedAndNoneAfterIt() {
    writer.writeIn(tasks::add);
    writer.refused(Actor.SERVICE, "login", 7);
    writer.stop();

    writer.end(note("STOPPED"));

    assertThat(chain.batches).containsExactly(List.of("REFUSED"), List.of("STOPPED"));
    assertThatThrownBy(() -> writer.record(note("LOGGED_IN")))
        .isInstanceOf(DatabaseUnavailable.class);
    assertThat(chain.batches).hasSize(2);
  }
}
