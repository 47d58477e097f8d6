package org.rtcroom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes stream names: {@code <bizid>_<room>_<user>_<suffix>}, or without the room. The suffix is a
 * nonce and a truncated HMAC-SHA256 over user, room and nonce, so that "made for this user and this
 * room" is found out by making the name again, without memory and without taking the name apart.
 */
final class StreamNames {

  private static final HexFormat HEX = HexFormat.of();

  /** Bytes. Two names of one user for one room are equal once in 2^48. */
  private static final int NONCE = 6;

  /** Bytes. A guess is right once in 2^80. */
  private static final int MAC = 10;

  private final SecureRandom random = new SecureRandom();
  private final String bizId;
  private final SecretKeySpec key;

  StreamNames(StreamSettings settings) {
    this.bizId = settings.bizId();
    this.key = new SecretKeySpec(utf8(settings.nameKey().value()), "HmacSHA256");
  }

  StreamName fresh(Optional<String> roomId, String userId) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return named(roomId, userId, HEX.formatHex(nonce));
  }

  /** The name this user would have for this room, had the other name been made for them. */
  Optional<StreamName> remade(StreamName other, Optional<String> roomId, String userId) {
    String suffix = other.value().substring(other.value().lastIndexOf('_') + 1);
    if (suffix.length() != 2 * (NONCE + MAC)) {
      return Optional.empty();
    }
    return Optional.of(named(roomId, userId, suffix.substring(0, 2 * NONCE)));
  }

  private StreamName named(Optional<String> roomId, String userId, String nonce) {
    String room = roomId.map(id -> encoded(id) + "_").orElse("");
    String mac = mac(roomId, userId, nonce);
    return new StreamName(bizId + "_" + room + encoded(userId) + "_" + nonce + mac);
  }

  /** Each part goes in with its length before it; an absent room differs from every room. */
  private String mac(Optional<String> roomId, String userId, String nonce) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((byte) (roomId.isPresent() ? 1 : 0));
      update(mac, userId);
      update(mac, roomId.orElse(""));
      update(mac, nonce);
      return HEX.formatHex(mac.doFinal(), 0, MAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  private static void update(Mac mac, String part) {
    byte[] bytes = utf8(part);
    byte[] length = new byte[Integer.BYTES];
    ByteBuffer.wrap(length).putInt(bytes.length);
    mac.update(length);
    mac.update(bytes);
  }

  /** For people's eyes: other characters become {@code -} and two hex digits. */
  private static String encoded(String id) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : utf8(id)) {
      String character = String.valueOf((char) (b & 0xFF));
      encoded.append(StreamName.legal(character) ? character : "-" + HEX.toHexDigits(b));
    }
    return encoded.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
