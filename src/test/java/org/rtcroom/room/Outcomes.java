package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What became of a command. */
final class Outcomes {

  private Outcomes() {}

  /** What a finished command returned; a failure is thrown as the caller would see it. */
  static <T> T done(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture()).as("is finished").isDone();
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** As {@link #done}, but another thread may still be busy with the command. */
  static <T> T soon(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture().handle((room, failure) -> true))
        .succeedsWithin(Duration.ofSeconds(10));
    return done(stage);
  }

  /** Why a command was refused. Fails if it was not, or not by the rules. */
  static Problem refusal(ThrowingCallable command) {
    Throwable thrown = catchThrowable(command);
    assertThat(thrown).isInstanceOf(RoomException.class);
    return ((RoomException) thrown).problem();
  }

  static Problem refusalOf(CompletionStage<?> stage) {
    return refusal(() -> done(stage));
  }
}
