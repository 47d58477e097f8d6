package org.rtcroom.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.Change;
import org.rtcroom.room.Cluster;
import org.rtcroom.room.Entry;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Outbox;
import org.rtcroom.room.Position;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Recorded;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomEvent.Left;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.Serving;
import org.rtcroom.room.SessionId;

/** The journal in the database: lines, personal parts, heads and what must be told, together. */
@ApplicationScoped
public class JpaJournal implements Journal {

  /** A snapshot larger than this is left out; a replay then starts at an earlier one. */
  private static final int LARGEST_SNAPSHOT = 1_000_000;

  /** The code of a broken unique key, on every database. */
  private static final String DUPLICATE = "23505";

  /** How often a session is begun while claims come and go. */
  private static final int CLAIM_ATTEMPTS = 3;

  @Inject ShortTransaction transaction;
  @Inject Outbox outbox;
  @Inject NodeName node;
  @Inject Cluster cluster;
  @Inject RoomSettings settings;
  @Inject Serving serving;
  @Inject Clock clock;

  @Override
  public Position record(Change change) {
    if (!serving.allowed()) {
      throw new NotRecorded("this database is only read");
    }
    for (int attempt = 1; ; attempt++) {
      Outcome<Position> outcome = transaction.run(entities -> write(entities, change));
      if (outcome instanceof Outcome.Committed<Position> committed) {
        return committed.result();
      }
      if (outcome instanceof Outcome.Unknown<Position> unknown) {
        throw new OutcomeUnknown("the commit gave no answer", unknown.cause());
      }
      RuntimeException cause = ((Outcome.RolledBack<Position>) outcome).cause();
      boolean claimGone = isClaim(change, cause) && holder(change).isEmpty();
      if (!claimGone || attempt == CLAIM_ATTEMPTS) {
        throw refusal(change, cause);
      }
    }
  }

  /** A line with what belongs to it, before it is written. */
  private record Draft(Line line, Content content, Entry entry) {}

  private List<Draft> drafts(Change change) {
    String chain = change.after().sessionId().value();
    byte[] previous =
        change
            .before()
            .map(position -> HexFormat.of().parseHex(position.hash()))
            .orElse(Line.GENESIS);
    long seq = change.before().map(position -> position.seq() + 1).orElse(0L);
    List<Draft> drafts = new ArrayList<>(change.entries().size());
    for (Entry entry : change.entries()) {
      Content content = LineFormat.content(entry, node.name());
      boolean tooLarge =
          entry.event() instanceof RoomEvent.Snapshot && content.part().length > LARGEST_SNAPSHOT;
      if (!tooLarge) {
        String kind = EventKind.of(entry.event()).name();
        Line line = Line.following(previous, chain, seq++, entry.at(), kind, content);
        drafts.add(new Draft(line, content, entry));
        previous = line.hash();
      }
    }
    return drafts;
  }

  private Position write(EntityManager entities, Change change) {
    List<Draft> drafts = drafts(change);
    Line last = drafts.get(drafts.size() - 1).line();
    SessionHead head = new SessionHead(change, last);
    if (change.before().isPresent()) {
      long snapshot = lastSnapshot(drafts);
      int updated = HeadUpdate.run(entities, head, change.before().get().seq(), snapshot);
      if (updated != 1) {
        throw new Overtaken("session " + head.sessionId() + " went on elsewhere");
      }
    } else {
      entities.persist(head);
    }
    for (Draft draft : drafts) {
      if (cluster.enabled() && draft.entry().event() instanceof Left left) {
        leave(entities, head.sessionId(), left);
      }
      SessionRows.persist(entities, draft.line(), draft.content(), draft.entry());
      HeadUpdate.afterRemark(entities, head.sessionId(), draft.entry().event());
    }
    if (!change.tellings().isEmpty()) {
      outbox.keep(head.sessionId(), change.after().terms().roomId(), change.tellings());
    }
    return new Position(last.seq(), last.hashHex(), last.at());
  }

  /** What the nodes know of the heartbeats of somebody who leaves goes with the line. */
  private void leave(EntityManager entities, SessionId sessionId, Left left) {
    boolean lapsed = left.reason() == Reason.LAPSED && left.lastHeard().isPresent();
    if (lapsed && heardElsewhere(entities, sessionId, left)) {
      throw new IllegalStateException("another node heard the member");
    }
    HeartbeatRows.forget(entities, sessionId, left.userId());
  }

  /**
   * Another node may have heard a lapsed member since this one looked. How long the silence was is
   * told by this node's clock alone: the line's time may be by another's.
   */
  private boolean heardElsewhere(EntityManager entities, SessionId sessionId, Left left) {
    Duration silence = Duration.between(left.lastHeard().orElseThrow(), clock.instant());
    Duration surely = silence.minus(settings.heartbeatFlush());
    return HeartbeatRows.heardWithin(entities, sessionId, left.userId(), surely);
  }

  /** The number of the last snapshot among the drafts, or −1. */
  private static long lastSnapshot(List<Draft> drafts) {
    long seq = -1;
    for (Draft draft : drafts) {
      if (draft.entry().event() instanceof RoomEvent.Snapshot) {
        seq = draft.line().seq();
      }
    }
    return seq;
  }

  private RuntimeException refusal(Change change, RuntimeException cause) {
    if (cause instanceof Overtaken) {
      return cause;
    }
    if (isClaim(change, cause)) {
      return holder(change)
          .<RuntimeException>map(holder -> new Claimed(holder.sessionId(), holder.closed()))
          .orElseGet(() -> new NotRecorded("a claim was in the way and is gone", cause));
    }
    return duplicate(cause)
        ? new Overtaken("session " + change.after().sessionId() + " went on elsewhere")
        : new NotRecorded("the database did not take it", cause);
  }

  private static boolean isClaim(Change change, RuntimeException cause) {
    return change.before().isEmpty() && duplicate(cause);
  }

  private static boolean duplicate(@Nullable Throwable cause) {
    for (Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof SQLException sql && DUPLICATE.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** The session that holds the id or the group the change wants; an open one if there is one. */
  private Optional<SessionHead> holder(Change change) {
    String openKey = SessionHead.openKey(change.after().key());
    String groupKey = change.holdsGroup() ? SessionHead.groupKey(change.after().key().id()) : "";
    List<SessionHead> holders =
        read(
            entities ->
                entities
                    .createQuery(
                        "select h from SessionHead h where h.openKey = :openKey"
                            + " or h.groupKey = :groupKey",
                        SessionHead.class)
                    .setParameter("openKey", openKey)
                    .setParameter("groupKey", groupKey)
                    .getResultList());
    return holders.stream().min(Comparator.comparing(SessionHead::closed));
  }

  @Override
  public Optional<Recorded> load(SessionId sessionId) {
    return read(
        entities ->
            SessionChains.head(entities, sessionId)
                .map(head -> Replay.of(sessionId, SessionChains.end(entities, head))));
  }

  @Override
  public Map<SessionId, Recorded> loadTogether(List<SessionId> sessions) {
    return read(entities -> SeveralSessions.read(entities, sessions));
  }

  @Override
  public List<OpenSession> openSessions() {
    return read(
        entities ->
            entities
                .createQuery(
                    "select h from SessionHead h where h.closedMillis is null"
                        + " order by h.openedMillis, h.sessionId",
                    SessionHead.class)
                .getResultStream()
                .map(head -> new OpenSession(head.sessionId(), head.key()))
                .toList());
  }

  private <T> T read(Function<EntityManager, T> query) {
    Outcome<T> outcome = transaction.run(query);
    if (outcome instanceof Outcome.Committed<T> committed) {
      return committed.result();
    }
    if (outcome instanceof Outcome.RolledBack<T> rolledBack
        && rolledBack.cause() instanceof Broken broken) {
      throw broken;
    }
    throw new NotRecorded("the database did not answer", cause(outcome));
  }

  private static <T> RuntimeException cause(Outcome<T> outcome) {
    return outcome instanceof Outcome.RolledBack<T> rolledBack
        ? rolledBack.cause()
        : ((Outcome.Unknown<T>) outcome).cause();
  }
}
