package org.rtcroom.verifier;

import java.util.Set;

/**
 * A line of a chain as it is stored, with its personal part.
 *
 * @param salt no bytes if the personal part is gone or never was
 * @param personal no bytes if the personal part is gone or never was
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Line(
    String chain,
    long seq,
    long format,
    long atMillis,
    String kind,
    byte[] details,
    byte[] commitment,
    byte[] previousHash,
    byte[] hash,
    byte[] salt,
    byte[] personal) {

  public static final long FORMAT = 1;

  private static final String DOMAIN = "rtcroom.line";

  private static final byte[] NOTHING = {};

  private static final Set<String> SESSION_KINDS =
      Set.of(
          "OPENING",
          "OPENED",
          "JOINED",
          "MEMBER_CHANGED",
          "LEFT",
          "VACATED",
          "WAS_SILENT",
          "BARRED",
          "STREAM_KEPT",
          "HEARD_AGAIN",
          "STATUS_CHANGED",
          "COUNTED",
          "FIELD_SET",
          "VIEWER_CAME",
          "VIEWER_LEFT",
          "PLAY_URL_HANDED",
          "CLOSED",
          "SNAPSHOT");

  /** About the record of a session, also after its end. */
  private static final Set<String> RECORD_KINDS =
      Set.of(
          "INVITED",
          "STATEMENT_MADE",
          "ERASED",
          "HELD",
          "LIFT_AGREED",
          "RETENTION_SET",
          "SHORTENING_AGREED");

  static Line of(JsonObject json) {
    return new Line(
        json.text("chain"),
        json.number("seq"),
        json.number("format"),
        json.number("atMillis"),
        json.text("kind"),
        Bytes.utf8(json.text("details")),
        json.bytes("commitment"),
        json.bytes("previousHash"),
        json.bytes("hash"),
        json.has("salt") ? json.bytes("salt") : NOTHING,
        json.optionalText("personal").map(Bytes::utf8).orElse(NOTHING));
  }

  public byte[] computedHash(Sha256 sha) {
    return computedHash(sha, details);
  }

  /** The hash it would have with other details. */
  byte[] computedHash(Sha256 sha, byte[] said) {
    return sha.field(DOMAIN)
        .field(format)
        .field(chain)
        .field(seq)
        .field(atMillis)
        .field(kind)
        .field(said)
        .field(commitment)
        .field(previousHash)
        .hash();
  }

  /** The line without what it says, to be named later. */
  Line withoutContent() {
    return new Line(
        chain, seq, format, atMillis, kind, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
  }

  /** Whether sessions have such lines in format 1. */
  boolean ofSession() {
    return SESSION_KINDS.contains(kind) || ofRecord();
  }

  /** Whether it is about a session's record, so that it may follow the session's end. */
  boolean ofRecord() {
    return RECORD_KINDS.contains(kind);
  }

  boolean erased() {
    return commitment.length > 0 && salt.length == 0 && personal.length == 0;
  }

  /**
   * The details.
   *
   * @throws BadJson if they cannot be read
   */
  public JsonObject readDetails() {
    return Json.canonical(details);
  }

  /** The personal part, which must be there. */
  JsonObject readPersonal() {
    return Json.canonical(personal);
  }

  @Override
  public String toString() {
    return chain + "#" + seq;
  }
}
