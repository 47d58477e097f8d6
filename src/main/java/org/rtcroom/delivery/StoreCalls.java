package org.rtcroom.delivery;

import java.time.Duration;
import java.util.List;
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
 * @param <T> what is asked for
 * @param <R> what the store answers
 */
final class StoreCalls<T, R> {

  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(64, Duration.ZERO);

  private final Function<List<T>, List<R>> call;
  private final Executor threads;
  private final AsyncGroupCommit<T, R> together;

  /** The call failed for several. */
  private static final class FailedTogether extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedTogether(RuntimeException cause) {
      super(cause);
    }
  }

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
        .exceptionallyCompose(
            failure ->
                failure instanceof FailedTogether
                    ? callAlone(one)
                    : CompletableFuture.failedStage(failure));
  }

  private void callTogether(List<WaitingCommand<T, R>> batch) {
    List<R> answers;
    try {
      answers = call.apply(batch.stream().map(WaitingCommand::command).toList());
    } catch (RuntimeException e) {
      throw batch.size() == 1 ? e : new FailedTogether(e);
    }
    for (int i = 0; i < answers.size(); i++) {
      batch.get(i).succeed(answers.get(i));
    }
  }

  private CompletionStage<R> callAlone(T one) {
    return CompletableFuture.supplyAsync(() -> call.apply(List.of(one)).get(0), threads);
  }
}
