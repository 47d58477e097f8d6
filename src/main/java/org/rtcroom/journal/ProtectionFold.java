package org.rtcroom.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/** Folds the lines about holds and retention, in their order, into what they come to. */
final class ProtectionFold {

  private boolean held;
  private TwoPersons lift = new TwoPersons(Optional.empty());
  private Instant heldSince = Instant.EPOCH;
  private Optional<Remarks.RetentionSet> retention = Optional.empty();
  private boolean shortened;
  private final Map<List<Object>, TwoPersons> shorter = new HashMap<>();
  private Optional<NotAgreed.Why> objection = Optional.empty();

  /**
   * A line, as far as it counts here.
   *
   * @param seq its number
   */
  record Told(RoomEvent event, Instant at, long seq) {}

  /** The standing after those lines. */
  static RecordProtection after(List<Told> lines) {
    ProtectionFold fold = new ProtectionFold();
    lines.forEach(fold::add);
    return new RecordProtection(fold.held, fold.retention, fold.shortened, fold.objection);
  }

  private void add(Told line) {
    objection = Optional.empty();
    if (line.event() instanceof Remarks.Held) {
      hold(line.at());
    } else if (line.event() instanceof Remarks.LiftAgreed agreed) {
      lift(agreement(agreed.warrant(), line));
    } else if (line.event() instanceof Remarks.RetentionSet set) {
      boolean later = retention.filter(r -> !set.until().isAfter(r.until())).isEmpty();
      retention = later ? Optional.of(set) : retention;
      shorter.clear();
    } else if (line.event() instanceof Remarks.ShorteningAgreed agreed) {
      shorten(agreed, agreement(agreed.warrant(), line));
    }
  }

  /** One more hold does not make the keys older that may lift it, but all must agree anew. */
  private void hold(Instant at) {
    heldSince = held ? heldSince : at;
    held = true;
    lift = new TwoPersons(Optional.of(heldSince));
  }

  private void lift(TwoPersons.Agreement agreement) {
    if (held) {
      objection = lift.add(agreement);
      held = !lift.agreed();
    }
  }

  private void shorten(Remarks.ShorteningAgreed agreed, TwoPersons.Agreement agreement) {
    List<Object> same = List.of(agreed.retentionClass(), agreed.base(), agreed.until());
    TwoPersons persons = shorter.computeIfAbsent(same, wanted -> new TwoPersons(Optional.empty()));
    objection = persons.add(agreement);
    if (persons.agreed()) {
      retention = Optional.of(agreed.retention());
      shortened = true;
      shorter.clear();
    }
  }

  private static TwoPersons.Agreement agreement(Warrant warrant, Told line) {
    return new TwoPersons.Agreement(warrant, line.at(), line.seq());
  }
}
