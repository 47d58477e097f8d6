package org.rtcroom.evidence;

import java.util.Optional;

/**
 * The content of a leaf, checkpoint-format.md. Times are milliseconds since 1970.
 *
 * @param base of the retention period
 * @param until the record must be kept
 * @param shortened whether two auditors agreed to keep it for less than the rule for all sessions
 * @param lastHash lower-case hex
 */
public record LeafContent(
    Optional<Long> closed,
    Optional<String> retention,
    Optional<Long> base,
    Optional<Long> until,
    boolean held,
    boolean shortened,
    long lastSeq,
    String lastHash) {}
