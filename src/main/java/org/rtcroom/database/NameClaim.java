package org.rtcroom.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.rtcroom.database.InstanceRows.NameHolder;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.settings.BadSetting;

/**
 * How a process gets the name of its node.
 *
 * <pre>{@code
 * nobody has it, or gave it back ------------------------------> ours
 * a process has it --- no beat of it while this one watches ---> ours
 *        |
 *        +------------ a beat ---------------------------------> refused
 * }</pre>
 *
 * <p>No moment is compared, neither of this machine nor of the database: a process lives if it
 * beats while it is watched. The process that was killed and comes again waits for {@link #WATCH}
 * and gets its name; one that ended in good order waits for nothing.
 *
 * <p>The file of H2 belongs to one process, so there whoever asks is alone.
 *
 * @param pause waits for so long
 * @param shared whether other processes may be on this database
 */
record NameClaim(
    Transactions transactions,
    MonotonicClock stopwatch,
    Consumer<Duration> pause,
    String name,
    boolean shared) {

  /** Five beats. */
  static final Duration WATCH = Duration.ofSeconds(5);

  static final String SETTING = "roomservice.node";

  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final String DUPLICATE = "23505";
  private static final String LOCKED = "55P03";

  /**
   * Gets the name for a process.
   *
   * @return the beats that it begins with
   * @throws BadSetting if another process with the name is alive
   * @throws DatabaseUnavailable if the database does not answer
   */
  long take(String instance) {
    Optional<NameHolder> holder = look();
    boolean free = holder.filter(found -> !found.ended()).isEmpty();
    if (free && replace(holder, instance)) {
      return beatsAfter(holder);
    }
    Optional<NameHolder> watched = free ? look() : holder;
    if (shared) {
      watch(watched);
    }
    if (!replace(watched, instance)) {
      throw taken();
    }
    return beatsAfter(watched);
  }

  private static long beatsAfter(Optional<NameHolder> before) {
    return before.map(NameHolder::beats).orElse(0L) + 1;
  }

  private Optional<NameHolder> look() {
    return transactions.commitStatements(jdbc -> InstanceRows.find(jdbc, name));
  }

  private void watch(Optional<NameHolder> watched) {
    long began = stopwatch.nanos();
    while (stopwatch.nanos() - began < WATCH.toNanos()) {
      pause.accept(PAUSE);
      if (!look().equals(watched)) {
        throw taken();
      }
    }
  }

  private boolean replace(Optional<NameHolder> before, String instance) {
    try {
      return replaceNow(before, instance);
    } catch (DatabaseUnavailable e) {
      if (said(e, DUPLICATE)) {
        return false;
      }
      if (!said(e, LOCKED)) {
        throw e;
      }
    }
    transactions.commitStatements(
        jdbc -> {
          InstanceRows.endTransaction(jdbc, name);
          return true;
        });
    return replaceNow(before, instance);
  }

  private boolean replaceNow(Optional<NameHolder> before, String instance) {
    return transactions.commitStatements(
        jdbc -> {
          if (before.isPresent()) {
            return InstanceRows.replace(jdbc, name, before.get(), instance);
          }
          InstanceRows.insert(jdbc, name, instance);
          return true;
        });
  }

  private static boolean said(DatabaseUnavailable failure, String state) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private BadSetting taken() {
    return BadSetting.value(
        SETTING, name, "a name of its own for each node: another process with this name is alive");
  }
}
