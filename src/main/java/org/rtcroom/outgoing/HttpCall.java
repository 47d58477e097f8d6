package org.rtcroom.outgoing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request to another host.
 *
 * @param name tells the call from others in logs and exceptions
 * @param method in capitals, such as {@code POST}
 * @param address {@code http} or {@code https}; may hold secrets in its query, so it is never shown
 * @param headers without those that the client sets itself, such as {@code Host}
 * @param body no bytes for none
 * @param bounds of the exchange
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpCall(
    String name,
    String method,
    URI address,
    Map<String, String> headers,
    byte[] body,
    Bounds bounds) {

  /**
   * How long an exchange may take and how much may be answered.
   *
   * @param limit for the whole exchange: waiting for its turn, connecting, sending, and the answer
   *     to its last byte
   * @param longest bytes of the answer's body
   */
  public record Bounds(Duration limit, int longest) {}

  public static HttpCall get(String name, URI address, Map<String, String> headers, Bounds bounds) {
    return new HttpCall(name, "GET", address, headers, new byte[0], bounds);
  }

  public static HttpCall post(
      String name, URI address, Map<String, String> headers, byte[] body, Bounds bounds) {
    return new HttpCall(name, "POST", address, headers, body, bounds);
  }

  /** Name and method only. */
  @Override
  public String toString() {
    return "HttpCall[" + name + ", " + method + "]";
  }
}
