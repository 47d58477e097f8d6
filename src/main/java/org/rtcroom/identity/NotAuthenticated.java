package org.rtcroom.identity;

/**
 * The caller does not prove the user id it claims, or may not have the ticket it asks for. The
 * message is safe to log: it holds no ticket, no token and nothing the caller sent.
 */
public class NotAuthenticated extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The reason, for our log. */
  public NotAuthenticated(String reason) {
    super(reason);
  }
}
