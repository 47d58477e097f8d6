package org.rtcroom.room;

import java.util.Collection;
import org.rtcroom.kernel.SessionId;

/** Who holds which IM group. A closed session holds its group until it is destroyed. */
public interface GroupClaims {

  /** Gives the sessions' groups free. Joins the transaction of the caller. */
  void release(Collection<SessionId> sessions);
}
