package org.rtcroom.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/**
 * The users that are kept out of rooms, and until when. A ban is recorded and kept, then in force.
 * Asking is a memory read: a node knows the bans that stood when it started, those imposed on it
 * since, and in a cluster those of the other nodes, by the news. It knows them by pseudonyms.
 */
@ApplicationScoped
public class Bans {

  @Inject BanStore store;
  @Inject Pseudonyms pseudonyms;
  @Inject Clock clock;
  @Inject NewsReader catchUp;

  private static final Comparator<BanPlace> ORDER =
      Comparator.comparing(BanPlace::until).thenComparing(BanPlace::id);

  /** Where a ban stands in the list. */
  public record BanPlace(Instant until, String id) {

    static BanPlace of(Ban ban) {
      return new BanPlace(ban.until(), ban.id());
    }
  }

  /** By the ids of the bans. */
  private final Map<String, Instant> inForce = new ConcurrentHashMap<>();

  /**
   * Keeps a user out from now on. A member stays inside until {@link NamedSessions#remove}.
   *
   * @throws IllegalArgumentException if the ban would end before it began
   * @throws DatabaseUnavailable if it was not recorded and kept
   */
  public Ban impose(Ban.Subject subject, Instant until, Actor operator) {
    Ban ban = new Ban(subject.ban(pseudonyms), until);
    if (!ban.until().isAfter(clock.instant())) {
      throw new IllegalArgumentException("a ban ends in the future");
    }
    store.keep(ban, subject, operator);
    inForce.put(ban.id(), ban.until());
    return ban;
  }

  /**
   * Lets a user in again, also into the sessions to come. One who was put out of the session that
   * is open stays out of it.
   *
   * @return whom it kept out of which room, unless that was erased
   * @throws DatabaseUnavailable if it was not recorded and done
   */
  public Optional<Ban.Subject> lift(Ban ban, Actor operator) {
    Optional<Ban.Subject> subject = Optional.ofNullable(subjects(List.of(ban)).get(ban.id()));
    store.forget(ban, subject, operator);
    inForce.remove(ban.id());
    return subject;
  }

  /**
   * Whom bans keep out of which room, by the ids of the bans; those that were erased are missing.
   */
  public Map<String, Ban.Subject> subjects(List<Ban> bans) {
    return store.subjects(bans);
  }

  /** Makes sure that the bans of other nodes are known. */
  void catchUp() {
    catchUp.now();
  }

  /** At most so many of the bans in force after a place, by their ends. */
  public List<Ban> after(Optional<BanPlace> place, int limit) {
    catchUp.now();
    return inForce()
        .map(ban -> Map.entry(BanPlace.of(ban), ban))
        .filter(ban -> place.isEmpty() || ORDER.compare(ban.getKey(), place.get()) > 0)
        .sorted(Map.Entry.comparingByKey(ORDER))
        .limit(limit)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The ban in force that has that id. */
  public Optional<Ban> find(String id) {
    catchUp.now();
    return inForce().filter(ban -> ban.id().equals(id)).findFirst();
  }

  private Stream<Ban> inForce() {
    Instant now = clock.instant();
    return inForce.entrySet().stream()
        .map(ban -> new Ban(ban.getKey(), ban.getValue()))
        .filter(ban -> ban.until().isAfter(now));
  }

  /** Whether a user is kept out of a room now. */
  public boolean bans(RoomKey key, UserId userId) {
    if (inForce.isEmpty()) {
      return false;
    }
    String id = new Ban.Subject(key, userId).ban(pseudonyms);
    Instant now = clock.instant();
    return inForce.computeIfPresent(id, (same, until) -> until.isAfter(now) ? until : null) != null;
  }

  /**
   * Refuses a user who is kept out of a room.
   *
   * @throws RoomException {@link Problem#NOT_ALLOWED}
   */
  void requireNone(RoomKey key, UserId userId) {
    if (bans(key, userId)) {
      throw new RoomException(Problem.NOT_ALLOWED, key + ": banned");
    }
  }

  /** A decision to let a user in, refused while the user is kept out. */
  Decision unlessBanned(UserId userId, Decision decision) {
    return room -> {
      RoomRules.requireFor(room, userId);
      requireNone(room.key(), userId);
      return decision.on(room);
    };
  }

  /** Reads the bans in force, at a start and after another node changed them. */
  void restore() {
    Map<String, Instant> standing = new HashMap<>();
    for (Ban ban : store.standing(clock.instant())) {
      standing.put(ban.id(), ban.until());
    }
    inForce.putAll(standing);
    inForce.keySet().retainAll(standing.keySet());
  }
}
