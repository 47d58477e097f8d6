package org.rtcroom.kernel;

/**
 * The kinds of lines an access log can have, in the order of {@code journal-format.md}, which says
 * what each holds. Final: a kind never changes its name or meaning.
 */
public enum AccessKind {
  /** The log goes on in another chain. */
  CUT,
  /** The first line of a chain that goes on from another. */
  CONTINUED,
  /** A rule of retention that differs from the one before. */
  RETENTION_RULE(true),
  /** Personal parts of an access log were removed. */
  ERASED(true),
  /** The node started. */
  STARTED,
  /** The node stopped in order. */
  STOPPED,
  /** The process did not run for a while. */
  PAUSED,
  LOGGED_IN,
  LOGGED_OUT,
  /** A userSig or a privateMapKey was given out. */
  TICKET_ISSUED,
  BANNED(true),
  UNBANNED(true),
  /** Equal refusals of one minute, counted. */
  REFUSED,
  /** The IM cloud could not be told of a session. */
  DELIVERY_FAILED,
  CHECKPOINT_KEY_INTRODUCED,
  CHECKPOINT_KEY_REVOKED,
  /** Checkpoints that a restored database lacked were taken from the file outside. */
  RESTORED(true),
  /** An API key was given out. */
  KEY_CREATED(true),
  /** An API key was ended. */
  KEY_REVOKED(true),
  /** The holder of an API key changed something. */
  CHANGED,
  /** The holder of an API key read the history. */
  AUDIT_READ;

  private final boolean act;

  AccessKind() {
    this(false);
  }

  AccessKind(boolean act) {
    this.act = act;
  }

  /** Whether such a line makes the record say less or gives rights, so that it must be signed. */
  public boolean act() {
    return act;
  }
}
