package org.rtcroom.stream;

/**
 * The signed address a member publishes to. Its holder can publish: it goes to that member only and
 * never to a log.
 *
 * @param value the whole address, signature included
 * @param streamName the stream it publishes
 */
public record PushUrl(String value, StreamName streamName) {

  /** The address without its query, so without its signature. */
  @Override
  public String toString() {
    return StreamAddresses.withoutQuery(value);
  }
}
