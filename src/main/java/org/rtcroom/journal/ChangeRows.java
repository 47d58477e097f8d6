package org.rtcroom.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
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
import org.rtcroom.settings.NodeName;

/**
 * Writes all that a change comes to: its lines, their personal parts, the session's head, and what
 * must be told. Works within the caller's transaction.
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

  /** A line with what belongs to it, before it is written. */
  private record LineDraft(Line line, LineContent content, JournalEntry entry) {}

  private List<LineDraft> drafts(EntityManager entities, Change change) {
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
        Line line = kind.act() ? acts.signed(entities.unwrap(Connection.class), plain) : plain;
        drafts.add(new LineDraft(line, content, entry));
        previous = line.hash();
      }
    }
    return drafts;
  }

  /**
   * Writes a change.
   *
   * @return where the session's chain ends with it
   * @throws Journal.LostRace if the session does not end where the change begins
   * @throws Journal.StaleEviction if another node heard a member that the change evicts; then
   *     nothing of the change is written yet
   */
  Position write(EntityManager entities, Change change) {
    requireSilent(entities, change);
    List<LineDraft> drafts = drafts(entities, change);
    Line last = drafts.get(drafts.size() - 1).line();
    SessionHead head = new SessionHead(change, last);
    if (change.before().isPresent()) {
      long snapshot =
          drafts.stream()
              .filter(draft -> draft.entry().event() instanceof RoomEvent.Snapshot)
              .mapToLong(draft -> draft.line().seq())
              .max()
              .orElse(-1);
      int updated = HeadUpdate.run(entities, head, change.before().get(), snapshot);
      if (updated != 1) {
        throw new Journal.LostRace("session " + head.sessionId() + " went on elsewhere");
      }
    } else {
      entities.persist(head);
    }
    for (LineDraft draft : drafts) {
      if (cluster.enabled() && draft.entry().event() instanceof Left left) {
        HeartbeatRows.forget(entities, head.sessionId(), left.userId());
      }
      SessionRows.persist(entities, draft.line(), draft.content(), draft.entry());
      HeadUpdate.afterRemark(entities, head.sessionId(), draft.entry().event(), acts);
    }
    if (!change.tellings().isEmpty()) {
      outbox.keep(head.sessionId(), change.after().terms().roomId(), change.tellings());
    }
    return new Position(last.seq(), last.hashHex(), last.at());
  }

  /** Another node may have heard a lapsed member since this one looked. */
  private void requireSilent(EntityManager entities, Change change) {
    SessionId sessionId = change.after().sessionId();
    Set<UserId> heard = new LinkedHashSet<>();
    for (JournalEntry entry : change.entries()) {
      if (cluster.enabled()
          && entry.event() instanceof Left left
          && left.reason() == Reason.LAPSED
          && left.lastHeard().isPresent()
          && heardElsewhere(entities, sessionId, left)) {
        heard.add(left.userId());
      }
    }
    if (!heard.isEmpty()) {
      throw new Journal.StaleEviction(heard);
    }
  }

  /** The silence is measured by this node's clock alone: the line's time may be by another's. */
  private boolean heardElsewhere(EntityManager entities, SessionId sessionId, Left left) {
    Duration silence = Duration.between(left.lastHeard().orElseThrow(), clock.instant());
    Duration surely = silence.minus(settings.heartbeatFlush());
    return HeartbeatRows.heardWithin(entities, sessionId, left.userId(), surely);
  }
}
