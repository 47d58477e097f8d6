package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.rtcroom.identity.StoreUnavailable;
import org.rtcroom.identity.UserId;

/** On H2; PostgreSQL has a test of its own. */
class DatabaseTokenStoreTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final UserId BOB = UserId.of("bob");

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final LocalTransactions transactions =
      LocalTransactions.over(() -> DriverManager.getConnection(url));
  private final DatabaseTokenStore store = transactions.tokenStore();

  @BeforeEach
  void create() throws SQLException {
    execute(
        "create table user_generation"
            + " (user_id varchar(64) not null primary key, generation bigint not null)");
  }

  @AfterEach
  void shutDown() throws SQLException {
    execute("shutdown");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
  void everyCallGetsANumberOfItsOwn() {
    Calls calls = Calls.of(8, 32, List.of(store), List.of(ALICE, BOB));

    assertThat(calls.numbersOf(ALICE))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 128).boxed().toList());
    assertThat(calls.numbersOf(BOB))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 128).boxed().toList());
    calls.requireIncreasing();
  }

  @Test
  void whoComesMeanwhileIsAdvancedTogetherInOrderOfArrival() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    transactions.beforeCommit(() -> awaitUninterruptibly(held));
    CompletableFuture<Long> first = arrive(ALICE, 1);
    CompletableFuture<Long> second = arrive(ALICE, 1);
    CompletableFuture<Long> other = arrive(BOB, 1);
    CompletableFuture<Long> logout = arrive(ALICE, 3);
    CompletableFuture<Long> last = arrive(ALICE, 1);
    held.countDown();

    assertThat(List.of(first.join(), second.join(), logout.join(), last.join()))
        .containsExactly(1L, 2L, 5L, 6L);
    assertThat(other.join()).isEqualTo(1);
    assertThat(transactions.begun).hasValue(2);
    assertThat(store.generation(ALICE)).isEqualTo(6);
  }

  @Test
  void nobodyIsAnsweredBeforeTheCommit() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    transactions.beforeCommit(() -> awaitUninterruptibly(held));
    CompletableFuture<Long> call = arrive(ALICE, 1);

    assertThat(call).isNotDone();
    held.countDown();
    assertThat(call.join()).isEqualTo(1);
  }

  @Test
  void aBatchThatFailsIsToldToEverybodyInItAndCostsNobodyElseANumber() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    transactions.beforeCommit(() -> awaitUninterruptibly(held));
    CompletableFuture<Long> before = arrive(ALICE, 1);
    CompletableFuture<Long> one = arrive(ALICE, 1);
    CompletableFuture<Long> two = arrive(BOB, 1);
    transactions.beforeConnecting(
        () -> {
          throw new SQLException("no connection in time", "HYT00");
        });
    held.countDown();

    assertThat(before.join()).isEqualTo(1);
    for (CompletableFuture<Long> failed : List.of(one, two)) {
      assertThatThrownBy(failed::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(StoreUnavailable.class);
    }
    transactions.beforeConnecting(() -> {});
    assertThat(store.advance(ALICE, 1)).isEqualTo(2);
    assertThat(store.advance(BOB, 1)).isEqualTo(1);
  }

  @Test
  void connectionsThatHadBrokenAreReplaced() {
    AtomicInteger broken = new AtomicInteger(32);
    transactions.beforeConnecting(
        () -> {
          if (broken.getAndDecrement() > 0) {
            throw new SQLException("not enlisted", new XAException("broken"));
          }
        });

    assertThat(store.advance(ALICE, 1)).isEqualTo(1);
    assertThat(transactions.begun).hasValue(33);
  }

  @Test
  void aConnectionThatTheDatabaseEndedIsReplaced() {
    AtomicInteger broken = new AtomicInteger(1);
    transactions.beforeConnecting(
        () -> {
          if (broken.getAndDecrement() > 0) {
            throw new SQLException("terminating connection", "57P01");
          }
        });

    assertThat(store.advance(ALICE, 1)).isEqualTo(1);
  }

  @Test
  void aConnectionThatFellSilentIsWaitedForOnce() {
    transactions.beforeConnecting(
        () -> {
          throw new SQLException("I/O error", "08006", new SocketTimeoutException());
        });

    assertThatThrownBy(() -> store.advance(ALICE, 1)).isInstanceOf(StoreUnavailable.class);
    assertThat(transactions.begun).hasValue(1);
  }

  @Test
  void aCommitWithoutAnAnswerIsNotDoneAgain() {
    transactions.beforeCommit(
        () -> {
          throw new SQLException("I/O error", "08006");
        });

    assertThatThrownBy(() -> store.advance(ALICE, 1)).isInstanceOf(StoreUnavailable.class);
    assertThat(transactions.begun).hasValue(1);
  }

  /** Returns once the call holds the turn or waits for it. */
  private CompletableFuture<Long> arrive(UserId user, int by) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Thread caller =
        new Thread(() -> answer.completeAsync(() -> store.advance(user, by), Runnable::run));
    caller.start();
    while (!waits(caller)) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING ->
          new ArrayList<>(List.of(thread.getStackTrace()))
              .stream().anyMatch(frame -> frame.getMethodName().startsWith("await"));
      default -> false;
    };
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
