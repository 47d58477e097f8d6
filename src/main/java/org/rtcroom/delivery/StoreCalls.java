package org.rtcroom.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.rtcroom.kernel.AsyncGroupCommit;
import org.rtcroom.kernel.GroupCommit;
import org.rtcroom.kernel.WaitingCommand;

/**
 * Calls of the store of one kind, made together. A call that fails for several is made for each
 * alone, so that a bad one does no harm to the others. Thread-safe.
 *
 * @param <T> the question
 * @param <R> the answer
 */
final class StoreCalls<T, R> {

  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(64, Duration.ZERO);

  private final Function<List<T>, List<R>> call;
  private final Executor threads;

  /** Its outcomes are empty where the call failed for several. */
  private final AsyncGroupCommit<T, Optional<R>> together;

  /**
   * @param call answers each in the same order, or fails and has done nothing
   * @param threads make the calls; may let them wait, so that more are made together
   */
  StoreCalls(Function<List<T>, List<R>> call, Executor threads) {
    this.call = call;
    this.threads = threads;
    this.together =
        new AsyncGroupCommit<>(LIMITS, this::callTogether, IllegalStateException::new, threads);
  }

  /**
   * Asks for one. Never waits.
   *
   * @return fails as the call does when it is made for this one alone
   */
  CompletionStage<R> ask(T one) {
    return together
        .submit(one)
        .thenCompose(
            answer ->
                answer.map(CompletableFuture::completedStage).orElseGet(() -> callAlone(one)));
  }

  private void callTogether(List<WaitingCommand<T, Optional<R>>> batch) {
    try {
      List<R> answers = call.apply(batch.stream().map(WaitingCommand::command).toList());
      for (int i = 0; i < answers.size(); i++) {
        batch.get(i).succeed(Optional.of(answers.get(i)));
      }
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        throw e;
      }
      batch.forEach(one -> one.succeed(Optional.empty()));
    }
  }

  private CompletionStage<R> callAlone(T one) {
    return CompletableFuture.supplyAsync(() -> call.apply(List.of(one)).get(0), threads);
  }
}
