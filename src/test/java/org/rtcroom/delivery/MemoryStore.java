package org.rtcroom.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/** Deliveries in memory, with a clock that a test moves. Follows the contract of the store. */
final class MemoryStore extends DeliveryStore {

  private static final class Row {
    final SessionId sessionId;
    final Notification kind;
    long version = 1;
    int attempts;
    long nextAttempt;
    long claimedUntil;
    String claimedBy = "";

    Row(SessionId sessionId, Notification kind) {
      this.sessionId = sessionId;
      this.kind = kind;
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Map<SessionId, String> groups = new HashMap<>();
  private long now = 1_000_000;
  private int claims;
  private boolean broken;
  private final List<Integer> claimed = new ArrayList<>();
  private final List<Integer> finished = new ArrayList<>();
  private final Set<SessionId> poisoned = new HashSet<>();

  synchronized void keep(SessionId sessionId, Notification kind) {
    if (kind == Notification.DESTROY_GROUP) {
      rows.removeIf(row -> row.sessionId.equals(sessionId) && row.kind == Notification.NOTICE);
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

  synchronized int attempts(SessionId sessionId, Notification kind) {
    return find(sessionId, kind).map(row -> row.attempts).orElse(0);
  }

  @Override
  public synchronized List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease) {
    check(wanted.stream().map(ClaimRequest::sessionId).toList());
    claimed.add(wanted.size());
    return wanted.stream().map(one -> claim(one.sessionId(), one.urgent(), lease)).toList();
  }

  synchronized ClaimResult claim(SessionId sessionId, boolean urgent, Duration lease) {
    Optional<Row> first =
        find(sessionId, Notification.DESTROY_GROUP).or(() -> find(sessionId, Notification.NOTICE));
    if (first.isEmpty()) {
      return ClaimResult.without(Remaining.NOTHING);
    }
    Row row = first.get();
    if (row.claimedUntil > now) {
      return ClaimResult.without(Remaining.ELSEWHERE);
    }
    return urgent || row.nextAttempt <= now
        ? ClaimResult.claimed(claim(row, lease))
        : ClaimResult.without(Remaining.LATER);
  }

  private Claim claim(Row row, Duration lease) {
    row.claimedUntil = now + lease.toMillis();
    row.claimedBy = "claim-" + ++claims;
    return new Claim(
        row.sessionId,
        row.kind,
        groups.getOrDefault(row.sessionId, ""),
        row.version,
        row.attempts,
        row.claimedBy);
  }

  /** As what is kept for a session that has nothing, by a node that can deliver it at once. */
  synchronized Claim keepClaimed(SessionId sessionId, Notification kind, Duration lease) {
    keep(sessionId, kind);
    return claim(find(sessionId, kind).orElseThrow(), lease);
  }

  /** How many sessions were looked at together, each time. */
  synchronized List<Integer> claimed() {
    return List.copyOf(claimed);
  }

  /** How many deliveries were ended together, each time that worked. */
  synchronized List<Integer> finished() {
    return List.copyOf(finished);
  }

  /** From now on whatever has to do with that session fails. */
  synchronized void poison(SessionId sessionId) {
    poisoned.add(sessionId);
  }

  synchronized void cure() {
    poisoned.clear();
  }

  @Override
  public synchronized List<Boolean> finish(List<Claim> ended) {
    check(ended.stream().map(Claim::sessionId).toList());
    finished.add(ended.size());
    return ended.stream().map(this::finish).toList();
  }

  private boolean finish(Claim claim) {
    Optional<Row> row = claimed(claim);
    if (row.filter(found -> found.version == claim.version()).isPresent()) {
      return rows.remove(row.get());
    }
    row.ifPresent(found -> found.claimedUntil = 0);
    return false;
  }

  @Override
  public synchronized void postpone(Claim claim, Duration pause, String reason) {
    check(List.of(claim.sessionId()));
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
    check(List.of());
    return rows.stream()
        .filter(row -> row.nextAttempt <= now && row.claimedUntil <= now)
        .map(row -> row.sessionId)
        .limit(limit)
        .toList();
  }

  private void check(List<SessionId> sessions) {
    if (broken || sessions.stream().anyMatch(poisoned::contains)) {
      throw new IllegalStateException("the store is broken for this test");
    }
  }

  private Optional<Row> claimed(Claim claim) {
    return find(claim.sessionId(), claim.kind())
        .filter(row -> row.claimedBy.equals(claim.claimedBy()));
  }

  private Optional<Row> find(SessionId sessionId, Notification kind) {
    return rows.stream()
        .filter(row -> row.sessionId.equals(sessionId) && row.kind == kind)
        .findAny();
  }
}
