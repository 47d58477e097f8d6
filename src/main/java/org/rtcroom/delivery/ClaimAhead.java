package org.rtcroom.delivery;

/**
 * A claim that was made together with the row, before anybody looked.
 *
 * @param sinceNanos when the lease began at the earliest, by the monotonic clock
 */
record ClaimAhead(Claim claim, long sinceNanos) {}
