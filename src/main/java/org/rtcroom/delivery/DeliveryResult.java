package org.rtcroom.delivery;

/** What became of one attempt to deliver. Reasons hold no secrets. */
public sealed interface DeliveryResult {

  /** The outside knows. */
  DeliveryResult DONE = new Done();

  /** The outside knows. */
  record Done() implements DeliveryResult {}

  /** The outside refused for good; asking again is pointless. */
  record GiveUp(String reason) implements DeliveryResult {}

  /** No answer, or one that may be different next time. */
  record Retry(String reason) implements DeliveryResult {}
}
