package org.rtcroom.room;

/** The claims of sessions on IM group ids: one session at a time holds an id. */
public interface GroupClaims {

  /**
   * Ends a session's claim, so that another session may have the group id. Joins the transaction of
   * the caller. Does nothing if the session holds none.
   */
  void release(SessionId sessionId);
}
