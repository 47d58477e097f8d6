package org.rtcroom.verifier;

import java.util.Arrays;
import java.util.Optional;

/**
 * A leaf of a checkpoint, as signed.
 *
 * @param number of the checkpoint
 * @param chain that it is about, as far as it can be read, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Leaf(long number, String chain, byte[] bytes) {

  /** With what the leaf of an access log ends: its names are in ascending order. */
  private static final byte[] ACCESS = Bytes.utf8("\"type\":\"access\"}");

  /**
   * A leaf as it is stored.
   *
   * @param text canonical JSON
   */
  public static Leaf of(long number, String text) {
    byte[] bytes = Bytes.utf8(text);
    return new Leaf(number, chain(bytes), bytes);
  }

  static Leaf of(JsonObject json) {
    return of(json.number("number"), json.text("leaf"));
  }

  private static String chain(byte[] bytes) {
    try {
      return Json.object(bytes).text("chain");
    } catch (BadJson e) {
      return "";
    }
  }

  /** The node that a leaf of an access log names; empty for sessions and what cannot be read. */
  Optional<String> nodeOfAccessLog() {
    int from = bytes.length - ACCESS.length;
    if (from < 0 || !Arrays.equals(ACCESS, 0, ACCESS.length, bytes, from, bytes.length)) {
      return Optional.empty();
    }
    try {
      return Json.object(bytes).optionalText("node");
    } catch (BadJson e) {
      return Optional.empty();
    }
  }

  /**
   * What it says.
   *
   * @throws BadJson if it cannot be read
   */
  public Content read() {
    JsonObject json = Json.canonical(bytes);
    return new Content(
        json.text("type").equals("session"),
        json.optionalText("family"),
        json.number("opened"),
        json.optionalNumber("closed"),
        json.optionalText("retention"),
        json.optionalNumber("base"),
        json.optionalNumber("until"),
        json.has("held") && json.flag("held"),
        json.has("shortened") && json.flag("shortened"),
        json.number("lastSeq"),
        json.bytes("lastHash"),
        json.optionalText("node"));
  }

  /** What a leaf says of its chain. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Content(
      boolean session,
      Optional<String> family,
      long opened,
      Optional<Long> closed,
      Optional<String> retention,
      Optional<Long> base,
      Optional<Long> until,
      boolean held,
      boolean shortened,
      long lastSeq,
      byte[] lastHash,
      Optional<String> node) {}
}
