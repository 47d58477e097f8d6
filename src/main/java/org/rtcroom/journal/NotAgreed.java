package org.rtcroom.journal;

/** An agreement that does not count, so that it is not recorded. */
public final class NotAgreed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  /** Why it does not count. */
  public enum Why {
    /** The key was confirmed only after that which it is to agree to had begun. */
    KEY_TOO_NEW,
    /** Both keys may be in the hands of one person. */
    SAME_PERSON
  }

  public NotAgreed(Why why) {
    super("the agreement does not count: " + why);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
