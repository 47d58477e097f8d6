package org.rtcroom.room;

import java.time.Instant;

/**
 * The last line of a session's chain.
 *
 * @param seq its number, from 0
 * @param hash its SHA-256 in lower-case hex
 * @param at its time; the next line is not earlier
 */
public record Position(long seq, String hash, Instant at) {}
