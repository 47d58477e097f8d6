package org.rtcroom.weapp;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids for requests whose clients sent none: 28 hexadecimal digits. What they share tells this start
 * of this node from all others, so no two requests have the same. They are names, not secrets.
 */
final class RequestIds {

  private final AtomicLong last = new AtomicLong();
  private final String start = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

  String next() {
    return start + HexFormat.of().toHexDigits(last.incrementAndGet(), 12);
  }
}
