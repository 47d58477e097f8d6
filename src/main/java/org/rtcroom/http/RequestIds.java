package org.rtcroom.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Ids for requests whose clients sent none: 28 hexadecimal digits. What they share tells this start
 * of this node from all others, so no two requests have the same. They are names, not secrets.
 */
final class RequestIds {

  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");

  private final AtomicLong last = new AtomicLong();
  private final String start = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

  String next() {
    return start + HexFormat.of().toHexDigits(last.incrementAndGet(), 12);
  }

  /** Whether a client may call its request that. */
  static boolean acceptable(String id) {
    return ACCEPTABLE.matcher(id).matches();
  }
}
