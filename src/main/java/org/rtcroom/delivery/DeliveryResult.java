package org.rtcroom.delivery;

/** What became of one attempt to deliver. */
public sealed interface DeliveryResult {

  DeliveryResult DONE = new Done();

  /** Why the outside does not know, without secrets; empty if it does. */
  String reason();

  /** The outside knows. */
  record Done() implements DeliveryResult {

    @Override
    public String reason() {
      return "";
    }
  }

  /** The outside refused for good; asking again is pointless. */
  record GiveUp(String reason) implements DeliveryResult {}

  /** No answer, or one that may be different next time. */
  record Retry(String reason) implements DeliveryResult {}
}
