package org.rtcroom.delivery;

/** What became of one attempt to deliver. Reasons hold no secrets. */
public sealed interface Delivered {

  /** The outside knows. */
  Delivered DONE = new Done();

  /** The outside knows. */
  record Done() implements Delivered {}

  /** The outside refused for good; asking again is pointless. */
  record GiveUp(String reason) implements Delivered {}

  /** No answer, or one that may be different next time. */
  record Retry(String reason) implements Delivered {}
}
