package org.rtcroom.room;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/**
 * The nodes that share a database tell each other through it what changed. No node owns a room, and
 * none speaks to another: all of them know what is committed.
 */
public interface Cluster {

  /** Whether other nodes share the database; if not, nothing else here is called. */
  boolean enabled();

  /**
   * The changes that were committed since the call before, by any node; everything committed before
   * this call began is in this answer or in an earlier one. The first call only marks the
   * beginning. For one caller at a time.
   *
   * @throws Journal.NotRecorded if the database did not answer; the next call makes up for it
   */
  News news();

  /**
   * Tells the other nodes which members this node heard, and learns which members they heard. Ages
   * instead of times go back and forth, because the nodes' clocks may differ.
   *
   * @param here what this node tells; asked, perhaps more than once, after the moment up to which
   *     it tells, so that a node that is paused in between does not tell of a time it slept through
   * @param gone nodes that told nothing for longer than this are no longer waited for
   * @throws Journal.NotRecorded if the database did not answer; no node was told
   */
  Exchange exchange(Supplier<Report> here, Duration gone);

  /**
   * This node ends in order: the others do not wait for what it would tell.
   *
   * @throws Journal.NotRecorded if the database did not answer
   */
  void leave();

  /**
   * Takes or keeps the right to sweep, for so long from now.
   *
   * @return whether this node has it
   * @throws Journal.NotRecorded if the database did not answer
   */
  boolean takeSweep(Duration hold);

  /**
   * The changes that were committed.
   *
   * @param sessions in which lines were recorded
   * @param bans whether a user was banned, or a ban was lifted
   * @param anew whether the database is another one than before, or was started again: then the
   *     sessions are all that are open, and all else that is known is in doubt
   */
  record News(List<SessionNews> sessions, boolean bans, boolean anew) {}

  /** A session in which lines were recorded, up to that number. */
  record SessionNews(SessionId sessionId, RoomKey key, long lastSeq, boolean closed) {}

  /**
   * What a node tells the others.
   *
   * @param waking names the time since its last pause or start
   */
  record Report(List<Beat> heard, String waking) {}

  /**
   * What a node learns.
   *
   * @param nodes all that are not gone, this one included
   * @param heard the members heard by any node since about the call before; at least those that the
   *     nodes tell of
   */
  record Exchange(List<Node> nodes, List<Beat> heard) {}

  /**
   * One node of the cluster.
   *
   * @param waking as it told last
   * @param toldAge how long before the exchange was the moment up to which it told whom it heard
   */
  record Node(String name, String waking, Duration toldAge) {}

  /**
   * When a member was last heard.
   *
   * @param age how long ago
   * @param heartbeat whether by a heartbeat, ever; else by joining again
   */
  record Beat(SessionId sessionId, UserId userId, Duration age, boolean heartbeat) {}
}
