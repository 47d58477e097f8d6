package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits is done together, and one bad thing does no harm to the others. */
class AsyncBatcherTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<List<Integer>> done = new ArrayList<>();
  private final AsyncBatcher<Integer, String> together = new AsyncBatcher<>(this::work, tasks::add);

  private List<String> work(List<Integer> numbers) {
    done.add(numbers);
    if (numbers.contains(13)) {
      throw new IllegalStateException("unlucky");
    }
    return numbers.stream().map(String::valueOf).toList();
  }

  private CompletableFuture<String> ask(int number) {
    return together.ask(number).toCompletableFuture();
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  @Test
  void whatWaitsIsDoneTogetherByOneTask() {
    List<CompletableFuture<String>> answers = List.of(ask(1), ask(2), ask(3));
    assertThat(tasks).hasSize(1);

    run();

    assertThat(done).containsExactly(List.of(1, 2, 3));
    assertThat(answers).extracting(CompletableFuture::join).containsExactly("1", "2", "3");
  }

  @Test
  void whatComesMeanwhileIsDoneNext() {
    List<CompletableFuture<String>> later = new ArrayList<>();
    ask(1).thenAccept(answer -> later.add(ask(2)));

    run();

    assertThat(done).containsExactly(List.of(1), List.of(2));
    assertThat(later.get(0)).isCompletedWithValue("2");
    assertThat(ask(3)).isNotDone();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void noMoreThanTheBoundIsDoneTogether() {
    IntStream.range(100, 100 + AsyncBatcher.MOST + 1).forEach(this::ask);

    run();

    assertThat(done).extracting(List::size).containsExactly(AsyncBatcher.MOST, 1);
  }

  @Test
  void whatFailsTogetherIsTriedAlone() {
    CompletableFuture<String> good = ask(1);
    CompletableFuture<String> bad = ask(13);
    CompletableFuture<String> other = ask(2);

    run();

    assertThat(done).containsExactly(List.of(1, 13, 2), List.of(1), List.of(13), List.of(2));
    assertThat(good).isCompletedWithValue("1");
    assertThat(other).isCompletedWithValue("2");
    assertThat(bad).isCompletedExceptionally();
  }

  @Test
  void afterTheEndEverythingFailsAtOnce() {
    AsyncBatcher<Integer, String> closed =
        new AsyncBatcher<>(
            this::work,
            task -> {
              throw new RejectedExecutionException();
            });

    assertThat(closed.ask(1)).isCompletedExceptionally();
    assertThat(closed.ask(2)).isCompletedExceptionally();
  }
}
