package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;

/**
 * Brings the open rooms back at a start, before the first request is served. A session that cannot
 * be read is quarantined and stops no other one; a database that does not answer stops the start.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomReplay {

  private static final Logger LOG = System.getLogger(RoomReplay.class.getName());

  /** Sessions that are read together, unless they are long. */
  private static final int TOGETHER = 200;

  /** Lines that are read together. */
  private static final long LINES = 5_000;

  @Inject Journal journal;
  @Inject RoomDirectory directory;
  @Inject Bans bans;
  @Inject MonotonicClock stopwatch;
  @Inject NewsReader catchUp;

  private volatile boolean ready;
  private volatile Duration took = Duration.ZERO;

  /**
   * Replays every session that is not closed, and reads the bans.
   *
   * @throws Journal.NotRecorded or RoomException if the database does not answer
   */
  @PostConstruct
  void replay() {
    long started = stopwatch.nanos();
    catchUp.begin();
    bans.restore();
    List<Journal.OpenSession> open = journal.openSessions();
    for (int from = 0, to; from < open.size(); from = to) {
      to = end(open, from);
      restore(open.subList(from, to));
    }
    took = Duration.ofNanos(stopwatch.nanos() - started);
    ready = true;
    LOG.log(
        Level.INFO,
        "replayed: {0} rooms, {1} quarantined, {2} ms",
        directory.size(),
        directory.quarantined(),
        took.toMillis());
  }

  /** Where the sessions end that are read together from one on: it alone, if it is long. */
  static int end(List<Journal.OpenSession> open, int from) {
    int end = from + 1;
    long lines = open.get(from).lines();
    while (end < open.size() && end - from < TOGETHER && lines + open.get(end).lines() <= LINES) {
      lines += open.get(end).lines();
      end++;
    }
    return end;
  }

  private void restore(List<Journal.OpenSession> sessions) {
    Map<SessionId, RecordedSession> read =
        journal.loadTogether(sessions.stream().map(Journal.OpenSession::sessionId).toList());
    sessions.forEach(session -> restore(session, read.get(session.sessionId())));
  }

  /** A session that could not be read with others is read alone, to learn why. */
  private void restore(Journal.OpenSession session, @Nullable RecordedSession read) {
    try {
      Optional<RecordedSession> recorded =
          read == null ? journal.load(session.sessionId()) : Optional.of(read);
      recorded.filter(found -> found.state().phase() != Phase.CLOSED).ifPresent(directory::restore);
    } catch (Journal.NotRecorded e) {
      throw e;
    } catch (BrokenChain e) {
      directory.quarantine(session, e);
    } catch (RuntimeException e) {
      directory.quarantine(session, new BrokenChain("cannot be read: " + e, e));
    }
  }

  /** How long it took to bring the rooms back; zero before they are. */
  public Duration took() {
    return took;
  }

  /** Whether the rooms are back, so that requests can be served. */
  public boolean ready() {
    return ready;
  }
}
