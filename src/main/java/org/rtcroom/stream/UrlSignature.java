package org.rtcroom.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.rtcroom.settings.Secret;

/**
 * The query that signs a live address: {@code txSecret = md5(key + stream name + txTime)}, {@code
 * txTime} = end of validity in seconds since 1970 as upper-case hex. MD5 is the platform's choice.
 * Source: Tencent CSS, document 267/31560.
 */
final class UrlSignature {

  private UrlSignature() {}

  static String txTime(Instant end) {
    return Long.toHexString(end.getEpochSecond()).toUpperCase(Locale.ROOT);
  }

  static String txSecret(Secret key, StreamName stream, String txTime) {
    try {
      String text = key.value() + stream.value() + txTime;
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  static String query(String bizId, Secret key, StreamName stream, String txTime) {
    return "bizid=" + bizId + "&txSecret=" + txSecret(key, stream, txTime) + "&txTime=" + txTime;
  }
}
