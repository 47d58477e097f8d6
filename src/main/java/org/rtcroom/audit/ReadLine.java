package org.rtcroom.audit;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A line as an auditor reads it.
 *
 * @param chain the session id or the id of the access-log chain
 * @param personal who, with which names and from where; empty if nothing is personal or it was
 *     erased
 * @param erased whether the line had a personal part that is gone
 * @param hash lower-case hex
 * @param previousHash lower-case hex
 */
public record ReadLine(
    String chain,
    long seq,
    Instant at,
    String kind,
    JsonObject details,
    JsonObject personal,
    boolean erased,
    String hash,
    String previousHash) {

  static ReadLine of(Line line, byte[] personalPart) {
    HexFormat hex = HexFormat.of();
    boolean erased = line.commitment().length > 0 && personalPart.length == 0;
    return new ReadLine(
        line.chain(),
        line.seq(),
        line.at(),
        line.kind(),
        Parts.parse(line.details()).json(),
        Parts.parse(personalPart).json(),
        erased,
        hex.formatHex(line.hash()),
        hex.formatHex(line.previousHash()));
  }
}
