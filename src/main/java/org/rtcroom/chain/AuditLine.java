package org.rtcroom.chain;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A line as an auditor reads it.
 *
 * @param chain the session id or the id of the access-log chain
 * @param personal user, names and addresses; empty if nothing is personal or it was erased
 * @param erased whether the line had a personal part that is gone
 * @param hash lower-case hex
 * @param previousHash lower-case hex
 */
public record AuditLine(
    String chain,
    long seq,
    Instant at,
    String kind,
    JsonObject details,
    JsonObject personal,
    boolean erased,
    String hash,
    String previousHash,
    HashedParts exact) {

  private static final byte[] NOTHING = {};

  /**
   * What the hashes cover, as it stands in the database, so that a reader can compute them again.
   *
   * @param details canonical JSON
   * @param commitment lower-case hex; empty if nothing is or was personal
   * @param salt lower-case hex; empty if nothing is personal any more
   * @param personal canonical JSON; empty if nothing is personal any more
   */
  public record HashedParts(
      int format, String details, String commitment, String salt, String personal) {}

  public static AuditLine of(Line line, @Nullable PersonalRow person) {
    HexFormat hex = HexFormat.of();
    byte[] personalPart = person == null ? NOTHING : person.part();
    byte[] salt = person == null ? NOTHING : person.salt();
    boolean erased = line.commitment().length > 0 && person == null;
    return new AuditLine(
        line.chain(),
        line.seq(),
        line.at(),
        line.kind(),
        RecordedJson.parse(line.details()).json(),
        RecordedJson.parse(personalPart).json(),
        erased,
        hex.formatHex(line.hash()),
        hex.formatHex(line.previousHash()),
        new HashedParts(
            line.format(),
            new String(line.details(), StandardCharsets.UTF_8),
            hex.formatHex(line.commitment()),
            hex.formatHex(salt),
            new String(personalPart, StandardCharsets.UTF_8)));
  }
}
