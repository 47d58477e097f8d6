package org.rtcroom.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineColumns;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * What keeps the record of a session from being erased or purged: the fold of the lines that say
 * so. It stands nowhere else, so nothing can disagree with them. Without its signature a line takes
 * no protection away: it is void, and a hold protects all the same.
 *
 * @param held whether a hold is in force
 * @param retention of several the one that ends last, counted from the last shortening
 * @param shortened whether two auditors agreed to keep it for less than the rule for all sessions
 * @param objection why the last line, by which somebody agreed to something, does not count
 */
public record RecordProtection(
    boolean held,
    Optional<Remarks.RetentionSet> retention,
    boolean shortened,
    Optional<NotAgreed.Why> objection) {

  private static final List<String> KINDS =
      List.of(
          EventKind.HELD.name(),
          EventKind.LIFT_AGREED.name(),
          EventKind.RETENTION_SET.name(),
          EventKind.SHORTENING_AGREED.name());

  private static final String TELLING =
      "select * from session_line where chain = ? and kind = any(?) order by seq";

  /** The standing of a session; works within the caller's transaction. */
  public static RecordProtection of(Jdbc jdbc, SessionId sessionId, ActSignatures acts) {
    return ProtectionFold.after(told(jdbc, sessionId, acts).toList());
  }

  /**
   * The standing that a session would have after another line.
   *
   * @param at when that would be written
   */
  public static RecordProtection with(
      Jdbc jdbc, SessionId sessionId, ActSignatures acts, RoomEvent.Remark next, Instant at) {
    return ProtectionFold.after(
        Stream.concat(
                told(jdbc, sessionId, acts),
                Stream.of(new ProtectionFold.Told(next, at, Long.MAX_VALUE)))
            .toList());
  }

  private static Stream<ProtectionFold.Told> told(
      Jdbc jdbc, SessionId sessionId, ActSignatures acts) {
    return jdbc.list(LineColumns::line, TELLING, sessionId.value(), KINDS).stream()
        .filter(
            line ->
                line.kind().equals(EventKind.HELD.name()) || acts.genuine(jdbc.connection(), line))
        .map(RecordProtection::told);
  }

  private static ProtectionFold.Told told(Line line) {
    return new ProtectionFold.Told(LineFormat.event(line, new byte[0]), line.at(), line.seq());
  }

  /** Whether two auditors agreed to that retention, and no other has taken its place. */
  public boolean agreedTo(Remarks.RetentionSet wanted) {
    return shortened
        && retention
            .filter(set -> set.retentionClass().equals(wanted.retentionClass()))
            .filter(set -> set.base().equals(wanted.base()))
            .filter(set -> set.until().equals(wanted.until()))
            .isPresent();
  }

  /**
   * The end of the time for which the record is kept: the later of what was set and what the rule
   * for all sessions demands, unless two auditors agreed to less.
   *
   * @param closed when the session was closed, or now
   * @param standard the period of all sessions of the family; empty if they are kept for good
   * @return empty if it is kept for good
   */
  public Optional<Instant> end(Instant closed, Optional<RetentionPeriod> standard) {
    Optional<Instant> set = retention.map(Remarks.RetentionSet::until);
    return shortened
        ? set
        : standard
            .map(period -> period.end(closed))
            .map(end -> set.filter(until -> until.isAfter(end)).orElse(end));
  }

  /**
   * The end of the time in which nothing may be erased: the latest of what was set, what the rule
   * of its class has become since, and what the rule for all sessions demands, unless two auditors
   * agreed to less.
   *
   * @param closed when the session was closed
   * @param standard the class of all sessions
   * @param periods the period of a class, for the session's family; empty where no rule says one
   * @return empty if no rule demands that it be kept
   */
  public Optional<Instant> erasableFrom(
      Instant closed, String standard, Function<String, Optional<RetentionPeriod>> periods) {
    Stream<Instant> ofAll =
        shortened
            ? Stream.of()
            : periods.apply(standard).map(period -> period.end(closed)).stream();
    Stream<Instant> ofClass =
        retention
            .flatMap(set -> periods.apply(set.retentionClass()).map(p -> p.end(set.base())))
            .stream();
    Stream<Instant> set = retention.map(Remarks.RetentionSet::until).stream();
    return Stream.of(ofAll, ofClass, set).flatMap(one -> one).max(Instant::compareTo);
  }

  /**
   * Lets an erasure pass, or not.
   *
   * @throws NotErasable if it is held
   */
  public void requireNotHeld() {
    if (held) {
      throw new NotErasable("the session is held");
    }
  }
}
