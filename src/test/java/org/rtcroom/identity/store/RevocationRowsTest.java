package org.rtcroom.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.UserId;

/** On H2. */
class RevocationRowsTest {

  private static final UserId ALICE = UserId.of("alice");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final LocalTransactions transactions =
      LocalTransactions.over(() -> DriverManager.getConnection(url));
  private final RevocationRows store = transactions.revocations();

  @BeforeEach
  void create() throws SQLException {
    execute(
        "create table user_revocation"
            + " (pseudonym varchar(64) not null primary key, not_before_millis bigint not null)");
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
  void theMomentOnlyMovesForward() {
    assertThat(store.notBefore(ALICE)).isEqualTo(Instant.EPOCH);
    store.refuseBefore(ALICE, NOON);
    store.refuseBefore(ALICE, NOON.minusSeconds(1));
    assertThat(store.notBefore(ALICE)).isEqualTo(NOON);
    store.refuseBefore(ALICE, NOON.plusSeconds(1));
    assertThat(store.notBefore(ALICE)).isEqualTo(NOON.plusSeconds(1));
    assertThat(store.notBefore(UserId.of("bob"))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aConnectionThatHadBrokenIsReplaced() {
    AtomicInteger broken = new AtomicInteger(1);
    transactions.beforeConnecting(
        () -> {
          if (broken.getAndDecrement() > 0) {
            throw new SQLException("not enlisted", new XAException("broken"));
          }
        });

    store.refuseBefore(ALICE, NOON);

    assertThat(store.notBefore(ALICE)).isEqualTo(NOON);
  }
}
