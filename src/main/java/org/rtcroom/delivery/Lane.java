package org.rtcroom.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.SessionId;

/** The deliveries of one session, which go one after the other. Guarded by the dispatcher. */
final class Lane {

  final SessionId sessionId;

  /** Those who want to know when nothing is left. */
  final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

  /** Whether somebody woke it after its delivery began. */
  boolean again;

  /** What was claimed for this node already, and comes next. */
  @Nullable Ahead ahead;

  /** Whether somebody is going to wake it for what is known already. */
  boolean awaited;

  Lane(SessionId sessionId) {
    this.sessionId = sessionId;
  }

  /** Whether somebody waits who has not been answered yet. */
  boolean urgent() {
    waiting.removeIf(CompletableFuture::isDone);
    return !waiting.isEmpty();
  }
}
