package org.rtcroom.room;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.rtcroom.kernel.SessionId;

/** An outbox that remembers whom it was told to wake, and settles as the test says. */
final class FakeOutbox implements Outbox {

  final List<SessionId> woken = new CopyOnWriteArrayList<>();
  volatile Function<SessionId, CompletionStage<Boolean>> settling =
      session -> CompletableFuture.completedFuture(false);

  @Override
  public void keep(Connection connection, List<Telling> tellings) {
    throw new UnsupportedOperationException("the journal calls this, and the fake one does not");
  }

  @Override
  public void wake(SessionId sessionId) {
    woken.add(sessionId);
  }

  @Override
  public CompletionStage<Boolean> settle(SessionId sessionId, Duration limit) {
    return settling.apply(sessionId);
  }
}
