package org.rtcroom.ops.metrics;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ThrottledLog;

/**
 * Looks whether the database answers, at most once a second for however many callers: a database
 * that is down costs its time limit once and not once for each of them.
 */
@ApplicationScoped
public class DatabaseProbe {

  /**
   * The state of a database that answered.
   *
   * @param waited the wait for a connection from the pool: long for an exhausted pool and for a
   *     slow database, and measured alike on every server, whose own counts differ
   * @param ahead how far this node's clock is ahead of the database's
   */
  public record Answer(Duration waited, Duration ahead) {}

  private static final Logger LOG = System.getLogger(DatabaseProbe.class.getName());

  private static final Duration KEPT = Duration.ofSeconds(1);

  @Resource(lookup = "java:app/jdbc/roomservice")
  DataSource database;

  @Inject Clock clock;
  @Inject MonotonicClock stopwatch;
  @Inject ThrottledLog trouble;

  private Optional<Answer> last = Optional.empty();
  private boolean looked;
  private long lookedAt;

  /** Empty if the database does not answer within its time limits. */
  public synchronized Optional<Answer> answer() {
    if (!looked || stopwatch.nanos() - lookedAt > KEPT.toNanos()) {
      last = look();
      looked = true;
      lookedAt = stopwatch.nanos();
    }
    return last;
  }

  /**
   * Saves a caller that would ask the database next the time limit.
   *
   * @throws IllegalStateException if it does not answer
   */
  void require() {
    if (answer().isEmpty()) {
      throw new IllegalStateException("the database does not answer");
    }
  }

  private Optional<Answer> look() {
    long begun = stopwatch.nanos();
    try (Connection connection = database.getConnection()) {
      Duration waited = Duration.ofNanos(stopwatch.nanos() - begun);
      Duration ahead = Duration.ofMillis(clock.millis() - new Jdbc(connection).now());
      return Optional.of(new Answer(waited, ahead));
    } catch (SQLException | DatabaseUnavailable e) {
      trouble.note(LOG, "the database does not answer", e);
      return Optional.empty();
    }
  }
}
