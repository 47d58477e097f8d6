package org.rtcroom.stream;

/**
 * An address others watch a stream at.
 *
 * @param value the whole address, signature included if it has one
 */
public record PlayUrl(String value) {

  /** The address without its query, so without its signature. */
  @Override
  public String toString() {
    return StreamAddresses.withoutQuery(value);
  }
}
