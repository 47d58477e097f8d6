package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rtcroom.database.DatabaseUnavailable;

/**
 * Compares what an integrator's own files know with what was recorded: what was never recorded is
 * found by nothing else. Asks the database about many items at once.
 */
@ApplicationScoped
public class Reconciliation {

  /** Items of one query. */
  private static final int BATCH = 100;

  @Inject AuditReader reader;

  /**
   * What the integrator knows.
   *
   * @param time when a session is said to have been open
   * @param userId who is said to have been in it
   */
  public record Wanted(
      Optional<String> family, String roomId, Instant time, Optional<String> userId) {}

  /** What there is of it. */
  public enum Result {
    FOUND,
    /** No session of that room was open then. */
    NO_SESSION,
    /** There was a session, but its record does not tell of that user. */
    NO_SUCH_USER,
    /** As {@link #NO_SUCH_USER}, but somebody was erased from the record. */
    ERASED
  }

  /**
   * The answer to one item.
   *
   * @param sessionId of the session that was open; of several, one that tells of the user
   */
  public record Found(Result result, Optional<String> sessionId) {

    static final Found NOTHING = new Found(Result.NO_SESSION, Optional.empty());
  }

  /**
   * Looks for the sessions of some items.
   *
   * @param tolerance how far the integrator's clock may be from ours
   * @return an answer for each, in the same order
   * @throws DatabaseUnavailable if the database does not answer
   */
  public List<Found> find(List<Wanted> wanted, Duration tolerance) {
    List<Found> found = new ArrayList<>(wanted.size());
    for (int from = 0; from < wanted.size(); from += BATCH) {
      List<Wanted> part = wanted.subList(from, Math.min(wanted.size(), from + BATCH));
      found.addAll(reader.read(entities -> batch(entities, part, tolerance)));
    }
    return found;
  }

  private static List<Found> batch(
      EntityManager entities, List<Wanted> wanted, Duration tolerance) {
    Map<Integer, List<String>> sessions = ReconciliationRows.sessions(entities, wanted, tolerance);
    Set<ReconciliationRows.Presence> present =
        ReconciliationRows.present(
            entities,
            sessions.values().stream().flatMap(List::stream).collect(Collectors.toSet()),
            wanted.stream().flatMap(one -> one.userId().stream()).collect(Collectors.toSet()));
    List<Found> found =
        IntStream.range(0, wanted.size())
            .mapToObj(
                item -> found(wanted.get(item), sessions.getOrDefault(item, List.of()), present))
            .toList();
    Set<String> erased =
        ReconciliationRows.erased(
            entities,
            found.stream()
                .filter(one -> one.result() == Result.NO_SUCH_USER)
                .flatMap(one -> one.sessionId().stream())
                .collect(Collectors.toSet()));
    return found.stream().map(one -> orErased(one, erased)).toList();
  }

  private static Found found(
      Wanted wanted, List<String> sessions, Set<ReconciliationRows.Presence> present) {
    if (sessions.isEmpty()) {
      return Found.NOTHING;
    }
    if (wanted.userId().isEmpty()) {
      return new Found(Result.FOUND, Optional.of(sessions.get(0)));
    }
    String user = wanted.userId().get();
    return sessions.stream()
        .filter(session -> present.contains(new ReconciliationRows.Presence(session, user)))
        .findFirst()
        .map(session -> new Found(Result.FOUND, Optional.of(session)))
        .orElse(new Found(Result.NO_SUCH_USER, Optional.of(sessions.get(0))));
  }

  private static Found orErased(Found found, Set<String> erased) {
    boolean unknown = found.result() == Result.NO_SUCH_USER;
    return unknown && found.sessionId().filter(erased::contains).isPresent()
        ? new Found(Result.ERASED, found.sessionId())
        : found;
  }
}
