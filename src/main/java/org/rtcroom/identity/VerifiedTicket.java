package org.rtcroom.identity;

import java.time.Instant;
import org.rtcroom.kernel.UserId;

/**
 * The statements of a userSig that was found good. Times are whole seconds of the issuer's clock.
 */
public record VerifiedTicket(UserId userId, Instant issued, Instant expires) {}
