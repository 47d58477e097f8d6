package org.rtcroom.identity;

import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.UserId;

/**
 * The authenticated user of a request.
 *
 * @param userId the user the token was issued to
 * @param platform of the client, as the user's login named it, such as {@code WeChat} or {@code
 *     Android}; absent in the older generation of clients
 * @param tokenId names the token in the audit history; not a secret
 * @param expires when the token stops being good, whole seconds
 */
public record Caller(UserId userId, Optional<String> platform, String tokenId, Instant expires) {}
