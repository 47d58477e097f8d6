package org.rtcroom.identity;

/**
 * A ticket cannot be decoded: its base64, its zlib stream or its JSON is broken. The message is
 * safe to log: it holds nothing of the ticket.
 */
public class UnreadableTicket extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The reason, for our log. */
  public UnreadableTicket(String reason) {
    super(reason);
  }
}
