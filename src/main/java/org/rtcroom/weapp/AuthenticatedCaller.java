package org.rtcroom.weapp;

import java.util.Optional;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;

/**
 * Who is calling. Only {@link Callers} and {@link WebCallers} make one, for operations that are
 * {@link Authenticated}.
 *
 * @param platform what the client said at login; absent in the older generation
 */
record AuthenticatedCaller(UserId user, Optional<String> platform, Actor actor) {}
