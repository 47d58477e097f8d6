package org.rtcroom.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.SessionId;

/** The deliveries of one session, which go one after the other. Guarded by the dispatcher. */
final class SessionQueue {

  final SessionId sessionId;

  /** Those who want to know when nothing is left. */
  final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

  /** Whether it was woken after its delivery began. */
  boolean again;

  /** What was claimed for this node already, and comes next. */
  @Nullable Claim ahead;

  /** When the lease of that began at the earliest, by the monotonic clock. */
  long aheadSinceNanos;

  /** Whether it is going to be woken for what is known already. */
  boolean awaited;

  SessionQueue(SessionId sessionId) {
    this.sessionId = sessionId;
  }

  /** Whether somebody waits who has not been answered yet. */
  boolean urgent() {
    waiting.removeIf(CompletableFuture::isDone);
    return !waiting.isEmpty();
  }
}
