package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.database.Jdbc;
import org.rtcroom.delivery.DeliveryTable.Row;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.GroupClaims;
import org.rtcroom.room.Notification;

/**
 * The deliveries in the database. Every time that is compared is the database's, so that nodes with
 * wrong clocks agree; rows are changed in order of their sessions, so that nodes never wait for
 * each other in a ring.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class DeliveryRows implements DeliveryStore {

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  @Inject GroupClaims groupClaims;

  @Override
  public List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease) {
    DeliveryTable table = new DeliveryTable(Jdbc.of(em));
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

  /** What was claimed by this name only: a version may come again after a row is gone. */
  @Override
  public List<Boolean> finish(List<Claim> claims) {
    List<Claim> sorted = new ArrayList<>(claims);
    sorted.sort(Comparator.comparing(Claim::sessionId).thenComparing(claim -> claim.kind().name()));
    DeliveryTable table = new DeliveryTable(Jdbc.of(em));
    boolean[] deleted = table.delete(sorted);
    Map<Claim, Boolean> gone = new HashMap<>();
    List<SessionId> groups = new ArrayList<>();
    for (int i = 0; i < deleted.length; i++) {
      Claim claim = sorted.get(i);
      gone.put(claim, deleted[i]);
      if (deleted[i] && claim.kind() == Notification.DESTROY_GROUP) {
        groups.add(claim.sessionId());
      }
    }
    sorted.removeIf(gone::get);
    table.free(sorted);
    if (!groups.isEmpty()) {
      groupClaims.release(groups);
    }
    return claims.stream().map(gone::get).toList();
  }

  @Override
  public void postpone(Claim claim, Duration pause, String reason) {
    new DeliveryTable(Jdbc.of(em)).postpone(claim, pause, reason);
  }

  @Override
  public List<SessionId> due(int limit) {
    return new DeliveryTable(Jdbc.of(em)).due(limit);
  }
}
