package org.rtcroom.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.room.SessionId;
import org.rtcroom.room.Telling;

/** Deliveries in memory, with a clock that a test moves. Follows the contract of the store. */
final class MemoryStore implements DeliveryStore {

  private static final class Row {
    final SessionId sessionId;
    final Telling kind;
    long version = 1;
    int attempts;
    long nextAttempt;
    long claimedUntil;
    String claimedBy = "";

    Row(SessionId sessionId, Telling kind) {
      this.sessionId = sessionId;
      this.kind = kind;
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Map<SessionId, String> groups = new HashMap<>();
  private long now = 1_000_000;
  private int claims;
  private boolean broken;

  synchronized void keep(SessionId sessionId, Telling kind) {
    if (kind == Telling.DESTROY_GROUP) {
      rows.removeIf(row -> row.sessionId.equals(sessionId) && row.kind == Telling.NOTICE);
    }
    groups.putIfAbsent(sessionId, "group-" + sessionId);
    Optional<Row> kept = find(sessionId, kind);
    kept.ifPresent(row -> row.version++);
    if (kept.isEmpty()) {
      rows.add(new Row(sessionId, kind));
    }
  }

  synchronized void advance(Duration time) {
    now += time.toMillis();
  }

  /** From now on every call fails, or no more. */
  synchronized void breakDown(boolean isBroken) {
    broken = isBroken;
  }

  /** As if another node had claimed what there is, until {@link #endClaims}. */
  synchronized void claimElsewhere(SessionId sessionId) {
    rows.stream()
        .filter(row -> row.sessionId.equals(sessionId))
        .forEach(row -> row.claimedUntil = Long.MAX_VALUE);
  }

  synchronized void endClaims() {
    rows.forEach(row -> row.claimedUntil = 0);
  }

  synchronized boolean empty() {
    return rows.isEmpty();
  }

  synchronized int attempts(SessionId sessionId, Telling kind) {
    return find(sessionId, kind).map(row -> row.attempts).orElse(0);
  }

  @Override
  public synchronized Look claim(SessionId sessionId, boolean ignoringBackOff, Duration lease) {
    check();
    Optional<Row> first =
        find(sessionId, Telling.DESTROY_GROUP).or(() -> find(sessionId, Telling.NOTICE));
    if (first.isEmpty()) {
      return Look.without(Left.NOTHING);
    }
    Row row = first.get();
    if (row.claimedUntil > now) {
      return Look.without(Left.ELSEWHERE);
    }
    if (!ignoringBackOff && row.nextAttempt > now) {
      return Look.without(Left.LATER);
    }
    row.claimedUntil = now + lease.toMillis();
    row.claimedBy = "claim-" + ++claims;
    return Look.claimed(
        new Claim(
            sessionId,
            row.kind,
            groups.getOrDefault(sessionId, ""),
            row.version,
            row.attempts,
            row.claimedBy));
  }

  @Override
  public synchronized boolean finish(Claim claim) {
    check();
    boolean deleted =
        rows.removeIf(
            row ->
                row.sessionId.equals(claim.sessionId())
                    && row.kind == claim.kind()
                    && row.version == claim.version());
    if (!deleted) {
      claimed(claim).ifPresent(row -> row.claimedUntil = 0);
    }
    return deleted;
  }

  @Override
  public synchronized void postpone(Claim claim, Duration pause, String reason) {
    check();
    claimed(claim)
        .ifPresent(
            row -> {
              row.attempts++;
              row.claimedUntil = 0;
              row.nextAttempt = now + pause.toMillis();
            });
  }

  @Override
  public synchronized List<SessionId> due(int limit) {
    check();
    return rows.stream()
        .filter(row -> row.nextAttempt <= now && row.claimedUntil <= now)
        .map(row -> row.sessionId)
        .limit(limit)
        .toList();
  }

  private void check() {
    if (broken) {
      throw new IllegalStateException("the store is broken for this test");
    }
  }

  private Optional<Row> claimed(Claim claim) {
    return find(claim.sessionId(), claim.kind())
        .filter(row -> row.claimedBy.equals(claim.claimedBy()));
  }

  private Optional<Row> find(SessionId sessionId, Telling kind) {
    return rows.stream()
        .filter(row -> row.sessionId.equals(sessionId) && row.kind == kind)
        .findAny();
  }
}
