package org.rtcroom.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.cluster.HeartbeatRows;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.SessionRows.LineDraft;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Change;
import org.rtcroom.room.Cluster;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Outbox;
import org.rtcroom.room.Position;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomEvent.Left;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.settings.NodeName;

/**
 * Writes all that changes come to: their lines, the personal parts, the sessions' heads, and what
 * must be told, by a statement for each table. Works within the caller's transaction.
 */
@ApplicationScoped
class ChangeRows {

  /** A snapshot larger than this is left out; a replay then starts at an earlier one. */
  private static final int LARGEST_SNAPSHOT = 1_000_000;

  @Inject Outbox outbox;
  @Inject ActSignatures acts;
  @Inject NodeName node;
  @Inject Pseudonyms pseudonyms;
  @Inject Cluster cluster;
  @Inject RoomSettings settings;
  @Inject Clock clock;

  /** A change and the lines that it comes to. */
  private record ChangeDraft(Change change, List<LineDraft> lines) {

    Line last() {
      return lines.get(lines.size() - 1).line();
    }

    MovingHead head() {
      long snapshot =
          lines.stream()
              .filter(draft -> draft.entry().event() instanceof RoomEvent.Snapshot)
              .mapToLong(draft -> draft.line().seq())
              .max()
              .orElse(-1);
      return new MovingHead(change, last(), snapshot);
    }

    Outbox.Telling telling() {
      RoomState after = change.after();
      return new Outbox.Telling(after.sessionId(), after.terms().roomId(), change.tellings());
    }

    Position end() {
      return new Position(last().seq(), last().hashHex(), last().at());
    }
  }

  /**
   * Refuses a change that is not to be written: another node may have heard a lapsed member since
   * this one looked.
   *
   * @throws Journal.StaleEviction if another node heard a member that the change evicts
   */
  void requireSilent(Jdbc jdbc, Change change) {
    if (!cluster.enabled()) {
      return;
    }
    SessionId sessionId = change.after().sessionId();
    Set<UserId> heard = new LinkedHashSet<>();
    for (JournalEntry entry : change.entries()) {
      if (entry.event() instanceof Left left
          && left.reason() == Reason.LAPSED
          && left.lastHeard().isPresent()
          && heardElsewhere(jdbc, sessionId, left)) {
        heard.add(left.userId());
      }
    }
    if (!heard.isEmpty()) {
      throw new Journal.StaleEviction(heard);
    }
  }

  /**
   * Writes changes of different sessions, table by table: heads first, which two nodes so come to
   * in the order of the changes.
   *
   * @param changes those that begin sessions before all others
   * @return where each session's chain ends with it
   * @throws Journal.LostRace if a session does not end where its change begins
   */
  List<Position> write(Jdbc jdbc, List<Change> changes) {
    List<ChangeDraft> drafts =
        changes.stream().map(change -> new ChangeDraft(change, lines(jdbc, change))).toList();
    MovingHead.write(jdbc, drafts.stream().map(ChangeDraft::head).toList());
    SessionRows.insert(jdbc, drafts.stream().flatMap(draft -> draft.lines().stream()).toList());
    drafts.forEach(draft -> follow(jdbc, draft));
    List<Outbox.Telling> tellings =
        drafts.stream()
            .map(ChangeDraft::telling)
            .filter(telling -> !telling.kinds().isEmpty())
            .toList();
    if (!tellings.isEmpty()) {
      outbox.keep(jdbc.connection(), tellings);
    }
    return drafts.stream().map(ChangeDraft::end).toList();
  }

  private List<LineDraft> lines(Jdbc jdbc, Change change) {
    String chain = change.after().sessionId().value();
    byte[] previous =
        change
            .before()
            .map(position -> HexFormat.of().parseHex(position.hash()))
            .orElse(Line.genesis());
    long seq = change.before().map(position -> position.seq() + 1).orElse(0L);
    List<LineDraft> drafts = new ArrayList<>(change.entries().size());
    for (JournalEntry entry : change.entries()) {
      LineContent content = LineFormat.content(entry, node.name(), pseudonyms);
      boolean tooLarge =
          entry.event() instanceof RoomEvent.Snapshot && content.part().length > LARGEST_SNAPSHOT;
      if (!tooLarge) {
        EventKind kind = EventKind.of(entry.event());
        Line plain = Line.following(previous, chain, seq++, entry.at(), kind.name(), content);
        Line line = kind.act() ? acts.signed(jdbc.connection(), plain) : plain;
        drafts.add(new LineDraft(line, content, entry));
        previous = line.hash();
      }
    }
    return drafts;
  }

  /** What follows from single lines, once they are there. */
  private void follow(Jdbc jdbc, ChangeDraft written) {
    SessionId sessionId = written.change().after().sessionId();
    for (LineDraft draft : written.lines()) {
      if (cluster.enabled() && draft.entry().event() instanceof Left left) {
        HeartbeatRows.forget(jdbc, sessionId, left.userId());
      }
      HeadUpdate.afterRemark(jdbc, sessionId, draft.entry().event(), acts);
    }
  }

  /** The silence is measured by this node's clock alone: the line's time may be by another's. */
  private boolean heardElsewhere(Jdbc jdbc, SessionId sessionId, Left left) {
    Duration silence = Duration.between(left.lastHeard().orElseThrow(), clock.instant());
    Duration surely = silence.minus(settings.heartbeatFlush());
    return HeartbeatRows.heardWithin(jdbc, sessionId, left.userId(), surely);
  }
}
