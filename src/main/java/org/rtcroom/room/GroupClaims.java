package org.rtcroom.room;

/** Who holds which IM group. A closed session holds its group until it is destroyed. */
public interface GroupClaims {

  /** Gives the session's group free. Joins the transaction of the caller. */
  void release(SessionId sessionId);
}
