package org.rtcroom.room;

import java.time.Duration;
import java.util.List;
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
   * @return the members heard by any node since about the call before
   * @throws Journal.NotRecorded if the database did not answer; no node was told
   */
  List<Beat> exchange(List<Beat> heardHere);

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
   * When a member was last heard.
   *
   * @param age how long ago
   * @param heartbeat whether by a heartbeat, ever; else by joining again
   */
  record Beat(SessionId sessionId, UserId userId, Duration age, boolean heartbeat) {}
}
