package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.InstanceRows.NameHolder;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.settings.BadSetting;

/** Who gets the name of a node, and after how long. */
class NameClaimTest {

  private static final String NAME = "node1";

  private final SettableClock clock = new SettableClock();
  private final Duration[] waited = {Duration.ZERO};
  private Transactions transactions;

  @BeforeEach
  void migrate() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(h2)
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    transactions = new OwnTransactions(h2);
  }

  private long claim(String instance) {
    return claim(instance, true, () -> {});
  }

  private long claim(String instance, boolean shared, Runnable whileItWaits) {
    return new NameClaim(
            transactions,
            clock,
            time -> {
              clock.advance(time);
              waited[0] = waited[0].plus(time);
              whileItWaits.run();
            },
            NAME,
            shared)
        .take(instance);
  }

  private void sql(String sql) {
    transactions.commitStatements(jdbc -> jdbc.update(sql));
  }

  private Optional<NameHolder> holder() {
    return transactions.commitStatements(jdbc -> InstanceRows.find(jdbc, NAME));
  }

  private void beat() {
    sql("update node_instance set beats = beats + 1");
  }

  @Test
  void aNameThatNobodyHadIsGivenAtOnce() {
    assertThat(claim("one")).isEqualTo(1);

    assertThat(holder()).contains(new NameHolder("one", 1));
    assertThat(waited[0]).isZero();
  }

  @Test
  void aNameThatWasGivenBackIsGivenAtOnce() {
    claim("one");
    transactions.commitStatements(
        jdbc -> {
          InstanceRows.end(jdbc, NAME, "one");
          return true;
        });

    assertThat(claim("two")).isEqualTo(2);

    assertThat(holder()).contains(new NameHolder("two", 2));
    assertThat(waited[0]).isZero();
  }

  @Test
  void aProcessThatWasKilledIsFollowedAfterAFewSeconds() {
    claim("killed");
    beat();

    assertThat(claim("two")).isEqualTo(3);

    assertThat(holder()).contains(new NameHolder("two", 3));
    assertThat(waited[0]).isBetween(NameClaim.WATCH, NameClaim.WATCH.plusSeconds(1));
  }

  @Test
  void aProcessThatIsAliveKeepsItsNameAndTheOtherIsToldOfTheSetting() {
    claim("alive");
    AtomicInteger waits = new AtomicInteger();
    Runnable everyFiveWaits =
        () -> {
          if (waits.incrementAndGet() % 5 == 0) {
            beat();
          }
        };

    assertThatThrownBy(() -> claim("twin", true, everyFiveWaits))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("roomservice.node is 'node1', expected ")
        .hasMessageContaining("alive");

    assertThat(holder().orElseThrow().instance()).isEqualTo("alive");
    assertThat(waited[0]).isLessThan(NameClaim.WATCH);
  }

  @Test
  void aBeatInTheLastMomentIsSeen() {
    claim("alive");
    NameHolder watched = holder().orElseThrow();
    beat();

    boolean replaced =
        transactions.commitStatements(jdbc -> InstanceRows.replace(jdbc, NAME, watched, "twin"));

    assertThat(replaced).isFalse();
    assertThat(holder().orElseThrow().instance()).isEqualTo("alive");
  }

  @Test
  void ofTwoThatWaitForADeadProcessOneGetsTheName() {
    claim("killed");
    AtomicInteger waits = new AtomicInteger();
    Runnable another =
        () -> {
          if (waits.incrementAndGet() == 10) {
            NameHolder killed = holder().orElseThrow();
            transactions.commitStatements(
                jdbc -> InstanceRows.replace(jdbc, NAME, killed, "faster"));
          }
        };

    assertThatThrownBy(() -> claim("slower", true, another)).isInstanceOf(BadSetting.class);

    assertThat(holder().orElseThrow().instance()).isEqualTo("faster");
  }

  @Test
  void whoHasTheFileOfH2IsAlone() {
    claim("killed");

    claim("two", false, () -> {});

    assertThat(holder().orElseThrow().instance()).isEqualTo("two");
    assertThat(waited[0]).isZero();
  }

  @Test
  void theLeasesOfADeadProcessEndWithItAndThoseOfOthersDoNot() {
    claim("killed");
    sql("update lease set holder = 'killed', until_millis = 99 where name = 'checkpoint'");
    sql("update lease set holder = 'other', until_millis = 99 where name = 'witness'");

    claim("two");

    List<String> leases =
        transactions.commitStatements(
            jdbc ->
                jdbc.list(
                    row -> row.getString(1) + row.getLong(2),
                    "select holder, until_millis from lease where until_millis <> 0"));
    assertThat(leases).containsExactly("other99");
  }
}
