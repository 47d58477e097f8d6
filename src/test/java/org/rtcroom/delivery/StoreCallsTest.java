package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls that wait are made together, and a bad one does no harm to the others. */
class StoreCallsTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<List<Integer>> done = new ArrayList<>();
  private final StoreCalls<Integer, String> calls = new StoreCalls<>(this::call, tasks::add);

  private List<String> call(List<Integer> numbers) {
    done.add(numbers);
    if (numbers.contains(13)) {
      throw new IllegalStateException("unlucky");
    }
    return numbers.stream().map(String::valueOf).toList();
  }

  private CompletableFuture<String> ask(int number) {
    return calls.ask(number).toCompletableFuture();
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  @Test
  void callsThatWaitAreMadeTogetherByOneTask() {
    List<CompletableFuture<String>> answers = List.of(ask(1), ask(2), ask(3));
    assertThat(tasks).hasSize(1);

    run();

    assertThat(done).containsExactly(List.of(1, 2, 3));
    assertThat(answers).extracting(CompletableFuture::join).containsExactly("1", "2", "3");
  }

  @Test
  void noMoreThanTheBoundAreMadeTogether() {
    IntStream.range(100, 165).forEach(this::ask);

    run();

    assertThat(done).extracting(List::size).containsExactly(64, 1);
  }

  @Test
  void aCallThatFailsForSeveralIsMadeForEachAlone() {
    CompletableFuture<String> good = ask(1);
    CompletableFuture<String> bad = ask(13);
    CompletableFuture<String> other = ask(2);

    run();

    assertThat(done.get(0)).containsExactly(1, 13, 2);
    assertThat(done.subList(1, 4)).containsExactlyInAnyOrder(List.of(1), List.of(13), List.of(2));
    assertThat(good).isCompletedWithValue("1");
    assertThat(other).isCompletedWithValue("2");
    assertThatThrownBy(bad::join).hasCause(new IllegalStateException("unlucky"));
  }

  @Test
  void aCallThatFailsForOneIsNotRepeated() {
    CompletableFuture<String> bad = ask(13);

    run();

    assertThat(done).containsExactly(List.of(13));
    assertThatThrownBy(bad::join).hasCause(new IllegalStateException("unlucky"));
  }

  @Test
  void afterTheEndEverythingFailsAtOnce() {
    StoreCalls<Integer, String> closed =
        new StoreCalls<>(
            this::call,
            task -> {
              throw new RejectedExecutionException();
            });

    assertThat(closed.ask(1)).isCompletedExceptionally();
    assertThat(closed.ask(2)).isCompletedExceptionally();
  }
}
