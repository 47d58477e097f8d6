package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** A process that is the node of its name, until another one is. */
class NodeInstanceTest {

  private final Halts halts = new Halts();
  private OwnTransactions transactions;
  private NodeInstance instance;

  @BeforeEach
  void claim() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(h2)
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    transactions = new OwnTransactions(h2);
    instance = started();
  }

  private NodeInstance started() {
    SettableClock clock = new SettableClock();
    NodeInstance made = new NodeInstance();
    made.transactions = transactions;
    made.question = transactions.question();
    made.node = new NodeName(Settings.of(Map.of("roomservice.node", "node1")));
    made.stopwatch = clock;
    made.halted = halts.event();
    made.trouble = new ThrottledLog(clock);
    made.claim();
    return made;
  }

  private void require() {
    transactions.commitStatements(
        jdbc -> {
          instance.require(jdbc);
          return true;
        });
  }

  @Test
  void itIsAnotherOneAtEachStart() {
    assertThat(started().id()).isNotEqualTo(instance.id());
  }

  @Test
  void itHasItsNameUntilAnotherProcessHas() {
    require();
    assertThat(instance.obstacle()).isEmpty();
    started();

    assertThatThrownBy(this::require).isInstanceOf(NodeInstance.NameLost.class);
    assertThatThrownBy(this::require).isInstanceOf(NodeInstance.NameLost.class);

    assertThat(halts.reasons())
        .singleElement()
        .asString()
        .contains("another process has taken the name 'node1'", "roomservice.node");
    assertThat(instance.obstacle()).isPresent();
  }

  @Test
  void aNameThatComesBackIsNotTakenUpAgain() {
    NodeInstance other = started();
    assertThatThrownBy(this::require).isInstanceOf(NodeInstance.NameLost.class);
    transactions.commitStatements(
        jdbc ->
            jdbc.update(
                "update node_instance set instance = ? where instance = ?",
                instance.id(),
                other.id()));

    assertThatThrownBy(this::require).isInstanceOf(NodeInstance.NameLost.class);
  }

  @Test
  void aDatabaseFromBeforeThisStartIsNotTakenForAnotherProcess() {
    transactions.commitStatements(
        jdbc -> jdbc.update("update node_instance set instance = 'before', beats = 0"));

    assertThatThrownBy(this::require).isInstanceOf(NodeInstance.NameLost.class);

    assertThat(halts.reasons()).singleElement().asString().contains("it was set back");
  }

  @Test
  void aDatabaseThatKnowsNobodyIsNotTakenForAnotherProcess() {
    transactions.commitStatements(jdbc -> jdbc.update("delete from node_instance"));

    assertThatThrownBy(this::require).isInstanceOf(NodeInstance.NameLost.class);

    assertThat(halts.reasons()).singleElement().asString().contains("it was set back");
  }

  @Test
  void onlyFilesOfOtherNodesAreFurther() {
    transactions.commitStatements(
        jdbc -> {
          instance.copied(jdbc, 7);
          return jdbc.update(
              "insert into node_instance (name, instance, beats, copied)"
                  + " values ('node2', 'x', 1, 5)");
        });

    assertThat(further(4)).contains("node2");
    assertThat(further(5)).isEmpty();
  }

  private Optional<String> further(long number) {
    return transactions.commitStatements(jdbc -> instance.copiedElsewhere(jdbc, number));
  }
}
