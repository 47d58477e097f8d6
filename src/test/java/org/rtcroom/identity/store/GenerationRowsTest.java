package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.UserId;

/** On H2; PostgreSQL has a test of its own. */
class GenerationRowsTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final UserId BOB = UserId.of("bob");

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final LocalTransactions transactions =
      LocalTransactions.over(() -> DriverManager.getConnection(url));
  private final GenerationRows store = transactions.tokenStore();

  @BeforeEach
  void create() throws SQLException {
    execute(
        "create table user_generation"
            + " (pseudonym varchar(64) not null primary key, generation bigint not null)");
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
    assertThat(advance(ALICE, 1)).isEqualTo(1);
    assertThat(advance(ALICE, 3)).isEqualTo(4);
    assertThat(store.generation(ALICE)).isEqualTo(4);
    assertThat(store.generation(UserId.of("Alice"))).isZero();
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

    assertThat(advance(ALICE, 1)).isEqualTo(1);
    assertThat(transactions.asked).hasValue(33);
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

    assertThat(advance(ALICE, 1)).isEqualTo(1);
  }

  @Test
  void aConnectionThatFellSilentIsWaitedForOnce() {
    transactions.beforeConnecting(
        () -> {
          throw new SQLException("I/O error", "08006", new SocketTimeoutException());
        });

    assertThatThrownBy(() -> advance(ALICE, 1)).isInstanceOf(DatabaseUnavailable.class);
    assertThat(transactions.asked).hasValue(1);
  }

  @Test
  void aCommitWithoutAnAnswerIsNotDoneAgain() {
    transactions.beforeCommit(
        () -> {
          throw new SQLException("I/O error", "08006");
        });

    assertThatThrownBy(() -> advance(ALICE, 1)).isInstanceOf(DatabaseUnavailable.class);
    assertThat(transactions.asked).hasValue(1);
  }

  private long advance(UserId user, long by) {
    return transactions.advance(user, by);
  }
}
