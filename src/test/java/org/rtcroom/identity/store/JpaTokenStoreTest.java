package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.rtcroom.identity.UserId;

class JpaTokenStoreTest {

  private static final UserId ALICE = UserId.of("alice");

  private final EntityManagerFactory unit = GenerationUnit.inMemory();
  private final JpaTokenStore store = new JpaTokenStore();

  JpaTokenStoreTest() {
    store.rows = new TransactionalRows(unit);
  }

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void aUserNeverSeenHasGenerationZero() {
    assertThat(store.generation(ALICE)).isZero();
  }

  @Test
  void aGenerationGrows() {
    assertThat(store.advance(ALICE, 1)).isEqualTo(1);
    assertThat(store.advance(ALICE, 3)).isEqualTo(4);
    assertThat(store.generation(ALICE)).isEqualTo(4);
    assertThat(store.generation(UserId.of("Alice"))).isZero();
  }

  @RepeatedTest(5)
  void everyCallGetsANumberOfItsOwn() throws Exception {
    int calls = 64;
    ExecutorService pool = Executors.newFixedThreadPool(8);
    Callable<Long> advance = () -> store.advance(ALICE, 1);

    List<Future<Long>> numbers =
        pool.invokeAll(IntStream.range(0, calls).mapToObj(i -> advance).toList());
    pool.shutdown();

    assertThat(numbers)
        .extracting(Future::get)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, calls).boxed().toList());
  }
}
