package org.rtcroom.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.WaitingCommand;

/**
 * The change that a batch of commands amounts to: each is decided on the room as the one before
 * left it. Counts that follow each other become one line, if their sums fit. No command is answered
 * before {@link #answer}.
 */
final class Batch {

  /** A snapshot line every so many lines. */
  private static final long SNAPSHOT_EVERY = 1_000;

  private final Optional<Position> before;
  private final Instant now;
  private final BiFunction<UserId, Boolean, Optional<RoomEvent.WasSilent>> silences;
  private final Set<UserId> heardElsewhere;
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Map<WaitingCommand<Command, RecordedSession>, RoomState> accepted =
      new LinkedHashMap<>();
  private final Map<WaitingCommand<Command, RecordedSession>, RoomException> refused =
      new LinkedHashMap<>();
  private RoomState room;

  /**
   * No command is decided yet.
   *
   * @param room as it is; only its id and terms count where the change begins the session
   * @param before where the session's chain ends; null if it has not begun
   * @param now by this node's clock; no line is earlier than the last one
   * @param silences the silences of a member that are to be recorded; told whether one that has not
   *     ended counts, too
   * @param heardElsewhere members that stay, for another node heard them: a command that would
   *     evict one of them changes nothing
   */
  Batch(
      RoomState room,
      @Nullable Position before,
      Instant now,
      BiFunction<UserId, Boolean, Optional<RoomEvent.WasSilent>> silences,
      Set<UserId> heardElsewhere) {
    boolean begins = before == null;
    this.room = begins ? RoomState.unopened(room.sessionId(), room.terms(), now) : room;
    this.before = Optional.ofNullable(before);
    this.now = before != null && now.isBefore(before.at()) ? before.at() : now;
    this.silences = silences;
    this.heardElsewhere = heardElsewhere;
  }

  /** Decides all commands of the batch. */
  Batch decide(List<WaitingCommand<Command, RecordedSession>> commands) {
    commands.forEach(this::decide);
    snapshotWhenDue();
    return this;
  }

  private void decide(WaitingCommand<Command, RecordedSession> pending) {
    Command command = pending.command();
    try {
      List<RoomEvent> events = command.decision().on(room);
      if (events.stream().anyMatch(this::evictsHeard)) {
        events = List.of();
      }
      for (RoomEvent event : events) {
        silencesBefore(event).forEach(silent -> add(silent, Actor.SERVICE));
        room = event.applyTo(room, now);
        add(event, command.actor());
      }
      accepted.put(pending, room);
    } catch (RoomException e) {
      refused.put(pending, e);
    }
  }

  private boolean evictsHeard(RoomEvent event) {
    return event instanceof RoomEvent.Left left
        && left.reason() == Reason.LAPSED
        && heardElsewhere.contains(left.userId());
  }

  /** Of the members that leave. The silence before an eviction stands in the event itself. */
  private Stream<RoomEvent> silencesBefore(RoomEvent event) {
    if (event instanceof RoomEvent.Left left) {
      return silences.apply(left.userId(), left.reason() != Reason.LAPSED).stream().map(e -> e);
    }
    return event instanceof RoomEvent.Closed
        ? room.members().stream().flatMap(m -> silences.apply(m.userId(), true).stream())
        : Stream.empty();
  }

  private void add(RoomEvent event, Actor actor) {
    int last = entries.size() - 1;
    Optional<RoomEvent.Counted> together =
        last < 0 ? Optional.empty() : together(entries.get(last).event(), event);
    if (together.isPresent()) {
      entries.set(last, new JournalEntry(together.get(), Actor.SERVICE, now));
    } else {
      entries.add(new JournalEntry(event, actor, now));
    }
  }

  private static Optional<RoomEvent.Counted> together(RoomEvent sofar, RoomEvent next) {
    return sofar instanceof RoomEvent.Counted counted && next instanceof RoomEvent.Counted more
        ? CounterSums.of(counted, more)
        : Optional.empty();
  }

  private void snapshotWhenDue() {
    long first = before.map(position -> position.seq() + 1).orElse(0L);
    long next = first + entries.size();
    boolean due = first / SNAPSHOT_EVERY != next / SNAPSHOT_EVERY;
    if (due && room.phase() != Phase.CLOSED) {
      entries.add(new JournalEntry(new RoomEvent.Snapshot(room), Actor.SERVICE, now));
    }
  }

  boolean changesNothing() {
    return entries.isEmpty();
  }

  /** The members that left, also those that are back already. */
  Stream<UserId> departed() {
    return entries.stream()
        .map(JournalEntry::event)
        .filter(RoomEvent.Left.class::isInstance)
        .map(event -> ((RoomEvent.Left) event).userId());
  }

  RoomState after() {
    return room;
  }

  Change change() {
    return new Change(before, entries, room, tellings());
  }

  private Set<Notification> tellings() {
    boolean ours = room.terms().group() == GroupOwner.SERVER;
    if (ours && room.phase() == Phase.CLOSED) {
      boolean mayExist = room.closedWhy().filter(Reason.GROUP_REFUSED::equals).isEmpty();
      return mayExist ? EnumSet.of(Notification.DESTROY_GROUP) : Set.of();
    }
    boolean membersChanged =
        entries.stream().anyMatch(entry -> entry.event() instanceof RoomEvent.OfMember);
    return ours && membersChanged ? EnumSet.of(Notification.NOTICE) : Set.of();
  }

  /**
   * Answers every command of the batch. Called once the change is recorded and applied.
   *
   * @param last where the chain ends now; empty if it has not begun, so nothing can have succeeded
   */
  void answer(Optional<Position> last) {
    accepted.forEach((command, state) -> succeed(command, state, last));
    refused.forEach(WaitingCommand::fail);
  }

  private static void succeed(
      WaitingCommand<Command, RecordedSession> command, RoomState state, Optional<Position> last) {
    if (last.isPresent()) {
      command.succeed(new RecordedSession(state, last.get()));
    } else {
      command.fail(new RoomException(Problem.TRY_AGAIN, state.key() + " has not begun"));
    }
  }
}
