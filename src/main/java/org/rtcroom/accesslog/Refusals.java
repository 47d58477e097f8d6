package org.rtcroom.accesslog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;

/**
 * Refusals of the running minute, counted. Bounded: beyond {@link #DISTINCT} different ones a
 * minute only operation and code are told apart.
 */
final class Refusals {

  static final int DISTINCT = 500;

  /** What makes refusals equal. */
  record RefusedCall(
      Optional<UserId> user, Proof proof, String address, String via, String operation, int code) {}

  /** How often one refusal was given within its minute. */
  record RefusalCount(RefusedCall refusal, long count, Instant minute) {}

  private Map<RefusedCall, Long> counts = new HashMap<>();
  private Instant minute = Instant.EPOCH;

  synchronized void add(Actor actor, String operation, int code, Instant now) {
    if (counts.isEmpty()) {
      minute = now.truncatedTo(ChronoUnit.MINUTES);
    }
    RefusedCall refusal =
        new RefusedCall(actor.user(), actor.proof(), actor.address(), actor.via(), operation, code);
    merge(refusal, 1);
  }

  /** Takes back what was taken out and could not be written; it is due again at once. */
  synchronized void takeBack(RefusalCount counted) {
    minute = counts.isEmpty() || counted.minute().isBefore(minute) ? counted.minute() : minute;
    merge(counted.refusal(), counted.count());
  }

  private void merge(RefusedCall refusal, long count) {
    boolean known = counts.containsKey(refusal);
    RefusedCall counted =
        known || counts.size() < DISTINCT
            ? refusal
            : new RefusedCall(
                Optional.empty(), Proof.NONE, "", "", refusal.operation(), refusal.code());
    counts.merge(counted, count, Long::sum);
  }

  /** Takes out what was counted, once its minute is over. */
  synchronized List<RefusalCount> due(Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES).isAfter(minute) ? takeAll() : List.of();
  }

  /** Takes out what was counted, whether or not its minute is over. */
  synchronized List<RefusalCount> takeAll() {
    List<RefusalCount> taken = new ArrayList<>(counts.size());
    counts.forEach((refusal, count) -> taken.add(new RefusalCount(refusal, count, minute)));
    counts = new HashMap<>();
    return taken;
  }
}
