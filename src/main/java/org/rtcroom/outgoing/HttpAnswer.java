package org.rtcroom.outgoing;

/**
 * The whole answer of a peer.
 *
 * @param status of HTTP, from 200; redirects are not followed
 * @param body no bytes for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAnswer(int status, byte[] body) {

  /** The status only. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + "]";
  }
}
