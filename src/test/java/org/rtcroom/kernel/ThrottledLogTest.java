package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThrottledLogTest {

  private final AtomicLong nanos = new AtomicLong();
  private final ThrottledLog trouble = new ThrottledLog(nanos::get);
  private final Warnings log = new Warnings();

  @Test
  void anOutageIsOneLineInTenSeconds() {
    RuntimeException outage =
        new IllegalStateException("pool", new SQLException("connection\n refused"));
    for (int i = 0; i < 5; i++) {
      trouble.note(log, "refused", outage);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
    trouble.note(log, "refused", outage);

    assertThat(log.lines)
        .containsExactly(
            "refused: java.sql.SQLException: connection refused",
            "refused: java.sql.SQLException: connection refused (and 4 times before)");
    assertThat(log.traces).isEmpty();
  }

  @Test
  void aMistakeOfOursIsAlwaysSaidWithItsPlace() {
    RuntimeException mistake = new IllegalStateException("never");

    trouble.note(log, "failed", mistake);
    trouble.note(log, "failed", mistake);

    assertThat(log.lines).containsExactly("failed", "failed");
    assertThat(log.traces).containsExactly(mistake, mistake);
  }

  /** Keeps what is at least a warning. */
  private static final class Warnings implements System.Logger {
    private final List<String> lines = new ArrayList<>();
    private final List<Throwable> traces = new ArrayList<>();

    @Override
    public String getName() {
      return "warnings";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.compareTo(Level.WARNING) >= 0;
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        lines.add(text);
        if (thrown != null) {
          traces.add(thrown);
        }
      }
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String text, Object @Nullable ... values) {
      log(level, bundle, text, (Throwable) null);
    }
  }
}
