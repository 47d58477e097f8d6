package org.rtcroom.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does one thing for each of many, some at the same time. */
final class Threads {

  private Threads() {}

  /** What is done for one. */
  interface Work<T> {
    void on(T one) throws Exception;
  }

  /** Returns when all is done; fails as the first that failed. */
  static <T> void each(int atOnce, Collection<T> all, Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (T one : all) {
        results.add(
            threads.submit(
                () -> {
                  work.on(one);
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
