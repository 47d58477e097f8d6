package org.rtcroom.verifier;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A checkpoint as it stands in the copy outside the database. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Checkpoint(
    Body body, byte[] signed, byte[] signature, byte[] hash, boolean exact, JsonObject entry) {

  static final byte[] NONE_BEFORE = new byte[Sha256.LENGTH];

  private static final String DOMAIN = "rtcroom.checkpoint";

  /**
   * What a checkpoint says.
   *
   * @param nodes those it lists
   * @param carried what it says of the others, absent until there are any
   * @param restored hashes of the documents about restored databases since the checkpoint before
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Body(
      long number,
      byte[] previous,
      long time,
      byte[] root,
      long leaves,
      List<NodeCount> nodes,
      Optional<Carried> carried,
      List<byte[]> restored,
      String key,
      String mode) {}

  /**
   * What one node has counted.
   *
   * @param ended whether its access log has ended
   * @param text as it stands in the body; empty unless it has ended
   */
  record NodeCount(String node, long starts, long sessions, boolean ended, String text) {}

  /** How many nodes are not listed, their sessions, and the hash over who came and went. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Carried(long nodes, long sessions, byte[] hash) {

    static final Carried NONE = new Carried(0, 0, NONE_BEFORE);

    static Carried of(JsonObject json) {
      return new Carried(json.number("nodes"), json.number("sessions"), json.bytes("hash"));
    }

    boolean same(Carried other) {
      return nodes == other.nodes && sessions == other.sessions && Arrays.equals(hash, other.hash);
    }
  }

  static Checkpoint of(JsonObject json) {
    byte[] body = Bytes.utf8(json.text("body"));
    return new Checkpoint(
        read(Json.object(body)),
        Key.message(DOMAIN, body),
        json.bytes("signature"),
        json.bytes("hash"),
        canonical(body),
        json);
  }

  private static Body read(JsonObject body) {
    return new Body(
        body.number("number"),
        body.bytes("previous"),
        body.number("time"),
        body.bytes("root"),
        body.number("leaves"),
        body.objects("nodes").stream().map(Checkpoint::count).toList(),
        body.has("carried") ? Optional.of(Carried.of(body.object("carried"))) : Optional.empty(),
        body.has("restored") ? body.byteStrings("restored") : List.of(),
        body.text("key"),
        body.text("mode"));
  }

  private static NodeCount count(JsonObject node) {
    boolean ended = node.has("ended") && node.flag("ended");
    return new NodeCount(
        node.text("node"),
        node.number("starts"),
        node.number("sessions"),
        ended,
        ended ? JsonText.of(node, Set.of()) : "");
  }

  private static boolean canonical(byte[] body) {
    try {
      Json.canonical(body);
      return true;
    } catch (BadJson e) {
      return false;
    }
  }

  /** Its line, as the witness was shown it. */
  byte[] line() {
    return Bytes.utf8(JsonText.of(entry));
  }

  /** The hash it should have, which covers the signature, too. */
  byte[] computedHash() {
    return new Sha256().raw(signed).field(signature).hash();
  }

  /** Whether its hash is its own, and its body spelled as it must be. */
  boolean intact() {
    return exact && Arrays.equals(hash, computedHash());
  }

  boolean signedBy(Key key) {
    return key.signed(signed, signature);
  }

  @Override
  public String toString() {
    return "checkpoint " + body.number();
  }
}
