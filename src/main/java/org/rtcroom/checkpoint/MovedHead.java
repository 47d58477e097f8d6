package org.rtcroom.checkpoint;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.CanonicalJson;

/**
 * The end of a chain that no checkpoint covers yet.
 *
 * @param opened time of line 0, milliseconds since 1970
 * @param session the part that only sessions have; empty for an access log
 * @param node the node that writes an access log, or opened a session; empty if line 0 does not say
 * @param newcomer whether no checkpoint covers any line of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MovedHead(
    String chain,
    long opened,
    Optional<OfSession> session,
    String node,
    long lastSeq,
    byte[] lastHash,
    boolean newcomer) {

  /**
   * The part that only sessions have.
   *
   * @param retention the retention class
   * @param base of the retention period, milliseconds since 1970
   * @param until the record must be kept, milliseconds since 1970
   * @param held whether nothing of it may be purged
   * @param shortened whether two auditors agreed to keep it for less than the rule for all sessions
   */
  record OfSession(
      String family,
      Optional<Long> closed,
      String retention,
      Optional<Long> base,
      Optional<Long> until,
      boolean held,
      boolean shortened) {}

  /** The leaf, as checkpoint-format.md describes it. */
  byte[] leaf() {
    Map<String, Object> leaf = new HashMap<>();
    leaf.put("chain", chain);
    leaf.put("opened", opened);
    leaf.put("lastSeq", lastSeq);
    leaf.put("lastHash", HexFormat.of().formatHex(lastHash));
    leaf.put("type", session.isPresent() ? "session" : "access");
    if (session.isEmpty()) {
      leaf.put("node", node);
    }
    session.ifPresent(
        own -> {
          leaf.put("family", own.family());
          leaf.put("retention", own.retention());
          own.closed().ifPresent(closed -> leaf.put("closed", closed));
          own.base().ifPresent(base -> leaf.put("base", base));
          own.until().ifPresent(until -> leaf.put("until", until));
          if (own.held()) {
            leaf.put("held", true);
          }
          if (own.shortened()) {
            leaf.put("shortened", true);
          }
        });
    return CanonicalJson.bytes(leaf);
  }
}
