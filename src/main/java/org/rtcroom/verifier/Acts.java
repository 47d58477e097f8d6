package org.rtcroom.verifier;

import java.util.Set;

/**
 * Acts: lines that make the record say less, or give rights, and therefore carry a signature of the
 * service (journal-format.md, "Acts"). An act without one is void: it takes nothing away.
 */
final class Acts {

  private static final String DOMAIN = "rtcroom.act";
  private static final String KEY = "signedBy";
  private static final String SIGNATURE = "signature";
  private static final Set<String> ADDED = Set.of(KEY, SIGNATURE);
  private static final Set<String> OF_SESSIONS =
      Set.of(
          "ERASURE_AGREED", "ERASED", "HELD", "LIFT_AGREED", "RETENTION_SET", "SHORTENING_AGREED");
  private static final Set<String> OF_ACCESS_LOGS =
      Set.of(
          "RETENTION_RULE",
          "ERASED",
          LogEnds.KIND,
          "BANNED",
          "UNBANNED",
          "RESTORED",
          "KEY_CREATED",
          "KEY_CONFIRMED",
          "KEY_REVOKED");

  private final KeyHistory keys;
  private final Sha256 sha = new Sha256();

  Acts(KeyHistory keys) {
    this.keys = keys;
  }

  static boolean is(String kind, boolean session) {
    return (session ? OF_SESSIONS : OF_ACCESS_LOGS).contains(kind);
  }

  /**
   * Whether a trusted key signed an act.
   *
   * @param coveredBy number of the first good checkpoint over the line; the highest number there
   *     can be if there is none
   */
  boolean signed(Line line, long coveredBy) {
    try {
      JsonObject details = line.readDetails();
      return details.has(KEY)
          && keys.signedAct(
              details.text(KEY), message(line, details), details.bytes(SIGNATURE), coveredBy, line);
    } catch (BadJson e) {
      return false;
    }
  }

  /** What is signed: the hash the line would have without its signature. */
  private byte[] message(Line line, JsonObject details) {
    byte[] unsigned = Bytes.utf8(JsonText.of(details, ADDED));
    return Key.message(DOMAIN, line.computedHash(sha, unsigned));
  }
}
