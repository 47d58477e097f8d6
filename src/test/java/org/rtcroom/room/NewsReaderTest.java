package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SettableClock;

/** Whoever asks is answered by a reading that began after the question, however many ask. */
class NewsReaderTest {

  private static final int ASKERS = 8;
  private static final int QUESTIONS = 500;

  private final Readings readings = new Readings();
  private final NewsReader catchUp = new NewsReader();

  /** Counts readings, and that no two are under way. */
  private static final class Readings implements Cluster {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int together;
    private volatile int ended;

    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public News news() {
      together = Math.max(together, underWay.incrementAndGet());
      int mine = begun.incrementAndGet();
      Thread.yield();
      underWay.decrementAndGet();
      ended = mine;
      return new News(List.of(), false, false);
    }

    @Override
    public Exchange exchange(Supplier<Report> here, Duration gone) {
      throw new IllegalStateException("not asked here");
    }

    @Override
    public void leave() {
      throw new IllegalStateException("not asked here");
    }

    @Override
    public boolean takeSweep(Duration hold) {
      throw new IllegalStateException("not asked here");
    }
  }

  private static final class Threads implements ManagedThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
      return new Thread(work);
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    }
  }

  @BeforeEach
  void begin() {
    catchUp.cluster = readings;
    catchUp.stopwatch = new SettableClock();
    catchUp.directory = new Site().directory;
    catchUp.managedThreads = new Threads();
    catchUp.start();
  }

  @AfterEach
  void end() {
    catchUp.stop();
  }

  @Test
  void whoeverAsksAloneHasAReadingOfItsOwn() {
    for (int question = 1; question <= 3; question++) {
      catchUp.now();

      assertThat(readings.ended).isEqualTo(question);
    }
  }

  @Test
  void manyShareReadingsThatBeganAfterTheirQuestions() throws Exception {
    ExecutorService askers = Executors.newFixedThreadPool(ASKERS);
    List<Future<Integer>> stale = new ArrayList<>();
    try {
      for (int asker = 0; asker < ASKERS; asker++) {
        stale.add(askers.submit(this::staleAnswers));
      }
      for (Future<Integer> answers : stale) {
        assertThat(answers.get(60, TimeUnit.SECONDS)).isZero();
      }
    } finally {
      askers.shutdownNow();
    }
    assertThat(readings.together).isEqualTo(1);
    assertThat(readings.begun.get()).isLessThan(ASKERS * QUESTIONS);
  }

  /** How many of its questions were answered by a reading that had begun before. */
  private int staleAnswers() {
    int stale = 0;
    for (int question = 0; question < QUESTIONS; question++) {
      int before = readings.begun.get();
      catchUp.now();
      stale += readings.ended > before ? 0 : 1;
    }
    return stale;
  }
}
