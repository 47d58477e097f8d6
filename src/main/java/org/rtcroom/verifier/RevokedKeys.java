package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys of which a line of an access log says that they were revoked. Somebody who has such a key,
 * and the database, takes the document away by which it was.
 */
final class RevokedKeys {

  private static final String KIND = "CHECKPOINT_KEY_REVOKED";

  private record Told(String key, long from, Line line) {}

  private final KeyHistory keys;
  private final Findings findings;
  private final List<Told> told = new ArrayList<>();

  RevokedKeys(KeyHistory keys, Findings findings) {
    this.keys = keys;
    this.findings = findings;
  }

  /** Takes a line of an access log. */
  void read(Line line) {
    if (line.kind().equals(KIND)) {
      JsonObject details = line.readDetails();
      told.add(new Told(details.text("key"), number(details.text("from")), line.withoutContent()));
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadJson("from is no number: " + text);
    }
  }

  /** After the last line. */
  void settle() {
    for (Told one : told) {
      if (keys.revokedFrom(one.key()) > one.from()) {
        findings.add(
            Finding.Kind.REVOCATION_MISSING,
            one.line(),
            "it says that key "
                + one.key()
                + " was revoked from checkpoint "
                + one.from()
                + " on, and no document does");
      }
    }
  }
}
