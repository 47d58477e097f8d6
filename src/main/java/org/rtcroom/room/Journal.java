package org.rtcroom.room;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.ExpectedFailure;
import org.rtcroom.kernel.Serving;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/** Where events are recorded before they take effect. The journal is the truth. */
public interface Journal {

  /**
   * Records a change durably, in one transaction of its own.
   *
   * <p>When this returns, the change is committed and survives a crash. The caller holds no
   * transaction.
   *
   * @return the position of the last line recorded
   * @throws LostRace if another writer recorded after {@link Change#before}; nothing was recorded
   * @throws StaleEviction if the change evicts members that another node has heard; nothing was
   *     recorded, and the members stay
   * @throws ClaimConflict if the change begins a session whose id or group is taken; nothing was
   *     recorded
   * @throws NotRecorded if the database refused, did not answer or is not {@linkplain Serving
   *     served}; nothing was recorded
   * @throws OutcomeUnknown if the commit gave no answer: the session must be {@linkplain #load
   *     loaded} before anything else is decided on it
   */
  Position record(Change change);

  /**
   * The session as recorded, whether open or closed; empty if there is none.
   *
   * @throws BrokenChain if its chain does not verify
   * @throws NotRecorded if the database did not answer
   */
  Optional<RecordedSession> load(SessionId sessionId);

  /**
   * Takes note that a session is recorded with less than this node was told when it was committed,
   * or with something else: the database was set back.
   *
   * @param known the last line, as it was committed
   */
  void lost(SessionId sessionId, Position known);

  /**
   * Those of these sessions that can be read without trouble, read together. One that is missing is
   * to be {@linkplain #load loaded} by itself, which says why.
   *
   * @param sessions a few hundred at most, whose lines fit into the memory together
   */
  Map<SessionId, RecordedSession> loadTogether(List<SessionId> sessions);

  /** All sessions that are not closed, in order of opening. */
  List<OpenSession> openSessions();

  /**
   * Gives the IM groups of closed sessions free, which hold them until they are destroyed. Joins
   * the transaction of the caller.
   */
  void releaseGroups(Collection<SessionId> sessions);

  /**
   * An open session by name, not yet read.
   *
   * @param lines how many must be read of it
   */
  record OpenSession(SessionId sessionId, RoomKey key, long lines) {}

  /** Another writer was faster. */
  final class LostRace extends RuntimeException implements ExpectedFailure {
    private static final long serialVersionUID = 1L;

    public LostRace(String detail) {
      super(detail);
    }
  }

  /** Another node heard members that seemed to be silent: they must not be evicted. */
  final class StaleEviction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<UserId> members;

    public StaleEviction(Set<UserId> members) {
      super("another node heard " + members);
      this.members = Set.copyOf(members);
    }

    public Set<UserId> members() {
      return members;
    }
  }

  /** Another session holds the room id or the group. */
  final class ClaimConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean groupPending;
    private final transient SessionId holder;

    /**
     * @param holder the session that holds the claim
     * @param groupPending whether it is closed and holds only a group that is still to be destroyed
     */
    public ClaimConflict(SessionId holder, boolean groupPending) {
      super("claimed by session " + holder);
      this.holder = holder;
      this.groupPending = groupPending;
    }

    public SessionId holder() {
      return holder;
    }

    public boolean groupPending() {
      return groupPending;
    }
  }

  /** The database refused or did not answer; nothing was recorded. */
  final class NotRecorded extends RuntimeException implements ExpectedFailure {
    private static final long serialVersionUID = 1L;

    public NotRecorded(String detail) {
      super(detail);
    }

    public NotRecorded(String detail, Throwable cause) {
      super(detail, cause);
    }
  }

  /** The commit gave no answer. */
  final class OutcomeUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String detail, Throwable cause) {
      super(detail, cause);
    }
  }
}
