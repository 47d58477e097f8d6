package org.rtcroom.delivery;

import java.time.Duration;

/**
 * How much is not delivered yet.
 *
 * @param stuck how much of it is older than {@code roomservice.delivery.stuck-after}
 * @param oldest age of the oldest; zero if there is none
 */
public record Backlog(long pending, long stuck, Duration oldest) {}
