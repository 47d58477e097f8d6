package org.rtcroom.api;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Verifies a chain with nothing but what the API answers and what journal-format.md says. Shares no
 * code with the service.
 */
final class ChainCheck {

  private static final HexFormat HEX = HexFormat.of();

  private ChainCheck() {}

  /** The hash of the last line. Throws {@link AssertionError} at the first line that is wrong. */
  static String lastHash(String chain, List<JsonObject> lines) throws Exception {
    String previous = "00".repeat(32);
    long seq = 0;
    for (JsonObject line : lines) {
      require(line.getJsonNumber("seq").longValueExact() == seq, "gap before " + line);
      require(line.getString("previousHash").equals(previous), "does not follow: " + line);
      require(line.getString("hash").equals(hash(chain, line)), "wrong hash: " + line);
      checkCommitment(line.getJsonObject("recorded"));
      previous = line.getString("hash");
      seq++;
    }
    return previous;
  }

  private static void checkCommitment(JsonObject recorded) throws Exception {
    String commitment = recorded.getString("commitment");
    String personal = recorded.getString("personal");
    if (personal.isEmpty()) {
      return;
    }
    byte[] salt = HEX.parseHex(recorded.getString("salt"));
    require(salt.length == 16, "a salt of another length");
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(salt);
    digest.update(personal.getBytes(StandardCharsets.UTF_8));
    require(HEX.formatHex(digest.digest()).equals(commitment), "wrong commitment");
  }

  private static String hash(String chain, JsonObject line) throws Exception {
    JsonObject recorded = line.getJsonObject("recorded");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    field(bytes, "rtcroom.line".getBytes(StandardCharsets.US_ASCII));
    field(bytes, number(recorded.getInt("format")));
    field(bytes, chain.getBytes(StandardCharsets.UTF_8));
    field(bytes, number(line.getJsonNumber("seq").longValueExact()));
    field(bytes, number(Instant.parse(line.getString("time")).toEpochMilli()));
    field(bytes, line.getString("kind").getBytes(StandardCharsets.UTF_8));
    field(bytes, recorded.getString("details").getBytes(StandardCharsets.UTF_8));
    field(bytes, HEX.parseHex(recorded.getString("commitment")));
    field(bytes, HEX.parseHex(line.getString("previousHash")));
    return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
  }

  private static void field(ByteArrayOutputStream bytes, byte[] field) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
    bytes.writeBytes(field);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
