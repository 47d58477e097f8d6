package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.rtcroom.kernel.UserId;

/**
 * What threads got that advanced users all at once. Each takes users and nodes by turns.
 *
 * @param ofEach for each thread and user what it got, in order
 */
record Calls(List<Map<UserId, List<Long>>> ofEach) {

  static Calls of(int threads, int calls, List<LocalTransactions> nodes, List<UserId> users) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<CompletableFuture<Map<UserId, List<Long>>>> running =
          IntStream.range(0, threads)
              .mapToObj(t -> nodes.get(t % nodes.size()))
              .map(n -> CompletableFuture.supplyAsync(() -> advance(n, calls, users), pool))
              .toList();
      return new Calls(running.stream().map(CompletableFuture::join).toList());
    } finally {
      pool.shutdown();
    }
  }

  private static Map<UserId, List<Long>> advance(
      LocalTransactions node, int calls, List<UserId> users) {
    Map<UserId, List<Long>> got = new HashMap<>();
    for (int i = 0; i < calls; i++) {
      UserId user = users.get(i % users.size());
      got.computeIfAbsent(user, unseen -> new ArrayList<>()).add(node.advance(user, 1));
    }
    return got;
  }

  List<Long> numbersOf(UserId user) {
    return ofEach.stream().flatMap(got -> got.getOrDefault(user, List.of()).stream()).toList();
  }

  void requireIncreasing() {
    assertThat(ofEach)
        .allSatisfy(
            got -> assertThat(got.values()).allSatisfy(list -> assertThat(list).isSorted()));
  }
}
