package org.rtcroom.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The sorts of documents that are signed. The signed bytes begin with the sort, so that a signature
 * of one is none of another.
 */
public enum Domain {
  CHECKPOINT("rtcroom.checkpoint"),
  KEY_CHANGE("rtcroom.key-change"),
  KEY_REVOKED("rtcroom.key-revoked"),
  RESTORED("rtcroom.restored"),
  ENDED("rtcroom.ended"),
  ACT("rtcroom.act"),
  TOMBSTONE("rtcroom.tombstone"),
  EXPORT("rtcroom.export"),
  DOSSIER("rtcroom.dossier"),
  RECEIPT("rtcroom.receipt");

  /** The format of checkpoints and of the documents beside them. */
  static final long FORMAT = 1;

  private final String text;

  Domain(String text) {
    this.text = text;
  }

  /** The bytes to sign: domain, format and document, each with its length before it. */
  byte[] signed(byte[] document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    field(out, text.getBytes(StandardCharsets.UTF_8));
    field(out, ByteBuffer.allocate(Long.BYTES).putLong(FORMAT).array());
    field(out, document);
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
