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
import org.rtcroom.kernel.Pseudonyms;

/**
 * Compares what an integrator's own files know with what was recorded: no other check finds what
 * was never recorded. Asks the database about many items at once.
 */
@ApplicationScoped
public class Reconciliation {

  /** Items of one query. */
  private static final int BATCH = 100;

  /** Milliseconds, which a tolerance can be added to. */
  private static final long FOR_EVER = 1L << 60;

  @Inject AuditReader reader;
  @Inject Pseudonyms pseudonyms;

  /**
   * What the integrator knows: that a session was open at a time, or that one went on in a period.
   *
   * @param time when a session is said to have been open; then there is no period
   * @param activeFrom it had not closed before this
   * @param activeTo it opened before this
   * @param userId the user said to have been in it
   */
  public record ReconciliationItem(
      Optional<String> family,
      String roomId,
      Optional<Instant> time,
      Optional<Instant> activeFrom,
      Optional<Instant> activeTo,
      Optional<String> userId) {

    /** The last moment at which it may have opened, in milliseconds. */
    long latestOpening() {
      return time.map(Instant::toEpochMilli)
          .or(() -> activeTo.map(at -> at.toEpochMilli() - 1))
          .orElse(FOR_EVER);
    }

    /** The first moment at which it may have closed, in milliseconds. */
    long earliestClosing() {
      return time.or(() -> activeFrom).map(Instant::toEpochMilli).orElse(-FOR_EVER);
    }
  }

  /** What there is of it. */
  public enum ReconciliationResult {
    FOUND,
    /** No session of that room was open then. */
    NO_SESSION,
    /** There was a session, but its record does not tell of that user. */
    NO_SUCH_USER,
    /** As {@link #NO_SUCH_USER}, but a user was erased from the record. */
    ERASED
  }

  /**
   * The answer to one item.
   *
   * @param sessionId of the session that was open; of several, one that tells of the user
   */
  public record ReconciliationAnswer(ReconciliationResult result, Optional<String> sessionId) {

    static final ReconciliationAnswer NOTHING =
        new ReconciliationAnswer(ReconciliationResult.NO_SESSION, Optional.empty());
  }

  /**
   * Looks for the sessions of some items.
   *
   * @param tolerance how far the integrator's clock may be from ours
   * @return an answer for each, in the same order
   * @throws DatabaseUnavailable if the database does not answer
   */
  public List<ReconciliationAnswer> find(List<ReconciliationItem> wanted, Duration tolerance) {
    List<ReconciliationAnswer> found = new ArrayList<>(wanted.size());
    for (int from = 0; from < wanted.size(); from += BATCH) {
      List<ReconciliationItem> part = wanted.subList(from, Math.min(wanted.size(), from + BATCH));
      found.addAll(reader.read(entities -> batch(entities, part, tolerance)));
    }
    return found;
  }

  private List<ReconciliationAnswer> batch(
      EntityManager entities, List<ReconciliationItem> wanted, Duration tolerance) {
    Map<Integer, List<String>> sessions =
        ReconciliationRows.sessions(entities, pseudonyms, wanted, tolerance);
    Set<ReconciliationRows.Presence> present =
        ReconciliationRows.present(
            entities,
            sessions.values().stream().flatMap(List::stream).collect(Collectors.toSet()),
            wanted.stream().flatMap(one -> one.userId().stream()).collect(Collectors.toSet()));
    List<ReconciliationAnswer> found =
        IntStream.range(0, wanted.size())
            .mapToObj(
                item -> found(wanted.get(item), sessions.getOrDefault(item, List.of()), present))
            .toList();
    Set<String> erased =
        ReconciliationRows.erased(
            entities,
            found.stream()
                .filter(one -> one.result() == ReconciliationResult.NO_SUCH_USER)
                .flatMap(one -> one.sessionId().stream())
                .collect(Collectors.toSet()));
    return found.stream().map(one -> orErased(one, erased)).toList();
  }

  private static ReconciliationAnswer found(
      ReconciliationItem wanted, List<String> sessions, Set<ReconciliationRows.Presence> present) {
    if (sessions.isEmpty()) {
      return ReconciliationAnswer.NOTHING;
    }
    if (wanted.userId().isEmpty()) {
      return new ReconciliationAnswer(ReconciliationResult.FOUND, Optional.of(sessions.get(0)));
    }
    String user = wanted.userId().get();
    return sessions.stream()
        .filter(session -> present.contains(new ReconciliationRows.Presence(session, user)))
        .findFirst()
        .map(session -> new ReconciliationAnswer(ReconciliationResult.FOUND, Optional.of(session)))
        .orElse(
            new ReconciliationAnswer(
                ReconciliationResult.NO_SUCH_USER, Optional.of(sessions.get(0))));
  }

  private static ReconciliationAnswer orErased(ReconciliationAnswer found, Set<String> erased) {
    boolean unknown = found.result() == ReconciliationResult.NO_SUCH_USER;
    return unknown && found.sessionId().filter(erased::contains).isPresent()
        ? new ReconciliationAnswer(ReconciliationResult.ERASED, found.sessionId())
        : found;
  }
}
