package org.rtcroom.delivery;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.delivery.DeliveryTable.Row;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * The deliveries in the database. Every time that is compared is the database's, so that nodes with
 * wrong clocks agree; rows are changed in order of their sessions, so that nodes never wait for
 * each other in a ring.
 */
@ApplicationScoped
class DeliveryRows implements DeliveryStore {

  private static final Comparator<Claim> ORDER =
      Comparator.comparing(Claim::sessionId).thenComparing(claim -> claim.kind().name());

  @EJB Transactions transactions;
  @Inject Couriers couriers;

  @Override
  public List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease) {
    return transactions.commitStatements(jdbc -> claim(new DeliveryTable(jdbc), wanted, lease));
  }

  private static List<ClaimResult> claim(
      DeliveryTable table, List<ClaimRequest> wanted, Duration lease) {
    Map<SessionId, Row> first = new LinkedHashMap<>();
    table
        .read(wanted.stream().map(ClaimRequest::sessionId).toList(), Claim.newName())
        .forEach(row -> first.putIfAbsent(row.claim().sessionId(), row));
    Map<SessionId, ClaimResult> looks = new HashMap<>();
    for (ClaimRequest one : wanted) {
      Row row = first.get(one.sessionId());
      if (row == null) {
        looks.put(one.sessionId(), ClaimResult.without(Remaining.NOTHING));
      } else if (row.claimed()) {
        looks.put(one.sessionId(), ClaimResult.without(Remaining.ELSEWHERE));
      } else if (!one.urgent() && !row.due()) {
        looks.put(one.sessionId(), ClaimResult.without(Remaining.LATER));
      }
    }
    first.keySet().removeAll(looks.keySet());
    List<Row> free = List.copyOf(first.values());
    boolean[] claimed = table.claim(free, lease);
    for (int i = 0; i < claimed.length; i++) {
      Claim claim = free.get(i).claim();
      looks.put(
          claim.sessionId(),
          claimed[i] ? ClaimResult.claimed(claim) : ClaimResult.without(Remaining.ELSEWHERE));
    }
    return wanted.stream().map(one -> looks.get(one.sessionId())).toList();
  }

  /** With an entity manager, for couriers that end more than the delivery. */
  @Override
  public List<Boolean> finish(List<Claim> claims) {
    return transactions.commit(
        entities -> finish(new DeliveryTable(Jdbc.of(entities)), List.copyOf(claims)));
  }

  /** What was claimed by this name only: a version may come again after a row is gone. */
  private List<Boolean> finish(DeliveryTable table, List<Claim> claims) {
    List<Claim> sorted = new ArrayList<>(claims);
    sorted.sort(ORDER);
    boolean[] deleted = table.delete(sorted);
    Map<Claim, Boolean> gone = new HashMap<>();
    Map<Notification, List<SessionId>> ended = new EnumMap<>(Notification.class);
    for (int i = 0; i < deleted.length; i++) {
      Claim claim = sorted.get(i);
      gone.put(claim, deleted[i]);
      if (deleted[i]) {
        ended.computeIfAbsent(claim.kind(), none -> new ArrayList<>()).add(claim.sessionId());
      }
    }
    sorted.removeIf(gone::get);
    table.free(sorted);
    ended.forEach((kind, sessions) -> couriers.of(kind).ended(sessions));
    return claims.stream().map(gone::get).toList();
  }

  @Override
  public void postpone(Claim claim, Duration pause, String reason) {
    transactions.commitStatements(
        jdbc -> {
          new DeliveryTable(jdbc).postpone(claim, pause, reason);
          return claim;
        });
  }

  @Override
  public List<SessionId> due(int limit) {
    return transactions.commitStatements(jdbc -> new DeliveryTable(jdbc).due(limit));
  }
}
