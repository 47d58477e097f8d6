package org.rtcroom.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/** A record of an export or a dossier: one JSON object, checkpoint-format.md. */
interface EvidenceRecord {

  /** Its fields, in the order in which they are written. */
  Map<String, ?> fields();

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
