package org.rtcroom.identity;

import java.time.Instant;

/** What a userSig that was found good says. Times are whole seconds of the issuer's clock. */
public record VerifiedTicket(UserId userId, Instant issued, Instant expires) {}
