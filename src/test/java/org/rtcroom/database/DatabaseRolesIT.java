package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.server.PostgresDatabase;
import org.rtcroom.server.PostgresProcess;
import org.rtcroom.settings.BadSetting;

/** On PostgreSQL nobody changes what was recorded, and production sees to it that this is so. */
class DatabaseRolesIT {

  private static final String CHAIN = "019c13a8-8a00-7000-8000-000000000001";
  private static final String OTHER = "019c13a8-8a00-7000-8000-000000000002";

  @TempDir static Path data;

  private static PostgresProcess process;
  private static PostgresDatabase database;

  private Connection connection;

  @BeforeAll
  static void aDatabaseWithItsRoles() throws Exception {
    process = PostgresProcess.start(data.resolve("postgres"));
    database = PostgresDatabase.create(process, "roles");
  }

  @AfterAll
  static void end() {
    process.close();
  }

  /** Everything happens in a transaction that is never committed. */
  @BeforeEach
  void aSuperuserWhoChangesHisMind() throws SQLException {
    connection = database.connect();
    connection.setAutoCommit(false);
    execute(
        "insert into session_head (session_id, family, space, room_id, open_key, opened_millis,"
            + " last_seq, last_hash, snapshot_seq, until_millis) values ('%1$s', 'live_room',"
            + " 'LIVE', 'r', 'LIVE/r', 1, 1, 'b', 0, 9)",
        CHAIN);
    execute("insert into access_head values ('%s', 'node1', 1, 1, 'b', 0)", OTHER);
    for (String table : new String[] {"session", "access"}) {
      String chain = table.equals("session") ? CHAIN : OTHER;
      execute("insert into %s_line values ('%s', 1, 1, 1, 'K', 'd', 'c', 'p', 'h')", table, chain);
      execute("insert into %s_person values ('%s', 1, 's', 'p', 'ann', '::1')", table, chain);
    }
    execute("insert into checkpoint values (0, 'b', 's', 'h', 'k', 1, 1)");
    execute("insert into checkpoint_leaf values (0, '%s', 'l')", CHAIN);
    execute("insert into key_document values (0, 'CHANGE', 0, 'k', 'd', 's', 's')");
    execute("insert into witness_receipt values (0, 'url', 1, 'a')");
    execute("insert into tombstone values ('purged', 'b', 's', 'k', 1)");
  }

  @AfterEach
  void nothingHappened() throws SQLException {
    connection.rollback();
    connection.close();
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(values));
    }
  }

  private void become(String role) throws SQLException {
    execute("set local session authorization " + role);
  }

  private void assertRefused(String sql, String state) {
    assertThatThrownBy(() -> execute(sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo(state));
  }

  @Test
  void theServiceMayStartWithItsRole() throws SQLException {
    become(PostgresDatabase.APP);

    assertThatCode(() -> DatabaseGuard.requireAppendOnly(connection)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter role roomservice superuser | without superuser rights",
        "alter role roomservice createrole | without the right to make roles",
        "grant roomservice_owner to roomservice | the rights of roomservice_owner, who owns access_head",
        "alter table session_line owner to roomservice | the rights of roomservice, who owns session_line",
        "alter schema public owner to roomservice | who owns schema public",
        "alter database roles owner to roomservice | the rights of pg_database_owner, who owns schema public",
        "grant update on session_line to roomservice | without UPDATE on session_line",
        "grant update (kind) on access_line to roomservice | without UPDATE on access_line",
        "grant delete on session_line to public | without DELETE on session_line",
        "grant truncate on checkpoint to roomservice | without TRUNCATE on checkpoint",
        "grant delete on checkpoint_leaf to roomservice | without DELETE on checkpoint_leaf",
        "grant trigger on session_line to roomservice | without TRIGGER on session_line",
        "grant update on session_person to roomservice | without UPDATE on session_person",
        "grant update on session_head to roomservice | without UPDATE of family on session_head",
        "grant delete on access_head to roomservice | without DELETE on access_head",
        "grant delete on ending to roomservice | without DELETE on ending",
        "grant update (document) on ending to roomservice | without UPDATE of document on ending",
        "grant roomservice_purge to roomservice | without DELETE on access_head, also as roomservice_purge",
        "grant pg_write_all_data to roomservice | also as pg_write_all_data",
      })
  void theServiceDoesNotStartWithARoleThatCouldDoMore(String given, String refusal)
      throws SQLException {
    execute("alter role roomservice noinherit");
    execute(given);
    become(PostgresDatabase.APP);

    assertThatThrownBy(() -> DatabaseGuard.requireAppendOnly(connection))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("roomservice.db.user is 'roomservice'")
        .hasMessageContaining(refusal);
  }

  @Test
  void theServiceDoesNotStartOnADatabaseThatForgetsCommits() throws SQLException {
    assertThatCode(() -> DatabaseGuard.requireServer(connection)).doesNotThrowAnyException();
    execute("set local synchronous_commit = off");

    assertThatThrownBy(() -> DatabaseGuard.requireServer(connection))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("synchronous_commit=off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop trigger append_only on session_line",
        "drop trigger purge_only on session_line",
        "alter table session_line disable trigger all",
        "alter table session_line enable replica trigger append_only",
      })
  void theServiceDoesNotStartWithoutEveryTrigger(String taken) throws SQLException {
    execute("set constraints all immediate");
    execute(taken);
    become(PostgresDatabase.APP);

    assertThatThrownBy(() -> DatabaseGuard.requireAppendOnly(connection))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("a database where changes to session_line are not refused");
  }

  /** Of every table, whatever a migration has made. */
  @Test
  void theServiceDoesNotStartWithoutAnyOfTheTriggers() throws SQLException {
    List<String> all =
        new Jdbc(connection)
            .list(
                row -> row.getString(1) + " on " + row.getString(2),
                "select t.tgname, t.tgrelid::regclass from pg_trigger t join pg_proc f on f.oid ="
                    + " t.tgfoid where f.proname in ('refuse_change', 'refuse_unless_purged')");
    execute("set constraints all immediate");
    assertThat(all).hasSizeGreaterThan(15).contains("stays on ending");
    for (String trigger : all) {
      execute("savepoint whole");
      execute("drop trigger " + trigger);
      become(PostgresDatabase.APP);
      assertThatThrownBy(() -> DatabaseGuard.requireAppendOnly(connection))
          .as(trigger)
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining("changes to " + trigger.replaceFirst(".* on ", "") + " are not");
      execute("rollback to savepoint whole");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update session_line set kind = 'L'",
        "update access_line set kind = 'L'",
        "update session_person set part = 'q'",
        "update access_person set part = 'q'",
        "update checkpoint set body = 'c'",
        "update checkpoint_leaf set leaf = 'm'",
        "update key_document set document = 'e'",
        "update witness_receipt set answer = 'b'",
        "delete from session_line",
        "delete from access_line",
        "delete from session_head",
        "delete from access_head",
        "delete from checkpoint",
        "delete from checkpoint_leaf",
        "delete from key_document",
        "delete from witness_receipt",
        "truncate session_line",
        "truncate access_line",
        "truncate session_person",
        "truncate access_person",
        "truncate session_head",
        "truncate access_head",
        "truncate checkpoint",
        "truncate checkpoint_leaf",
        "truncate key_document",
        "truncate witness_receipt",
        "update tombstone set body = 'c'",
        "delete from tombstone",
        "truncate tombstone",
        "update session_head set room_id = 'other'",
        "update session_head set last_seq = 0",
        "update session_head set last_hash = 'x'",
        "update session_head set covered_seq = -2",
        "update session_head set until_millis = 8",
        "update session_head set until_millis = null",
        "update access_head set node = 'other'",
        "update access_head set last_seq = 0",
        "update access_head set covered_seq = -1",
      })
  void notEvenTheOwnerChangesWhatWasRecorded(String sql) throws SQLException {
    become(PostgresDatabase.OWNER);

    assertRefused(sql, "42501");
  }

  @Test
  void theServiceIsRefusedByItsRightsAlready() throws SQLException {
    become(PostgresDatabase.APP);

    assertRefused("update session_line set kind = 'L'", "42501");
  }

  @Test
  void headsMoveOnAndWhatEndedDoesNotBeginAgain() throws SQLException {
    become(PostgresDatabase.APP);
    execute("update session_head set last_seq = 2, last_hash = 'c', covered_seq = 1");
    execute("update session_head set closed_millis = 5, reason = 'IDLE', open_key = null");
    execute("update session_head set last_seq = 3, last_hash = 'd', creator = null");

    assertRefused("update session_head set closed_millis = null", "42501");
  }

  @Test
  void theRoomOfASessionThatIsOverBecomesAPseudonymOnceAndNothingElse() throws SQLException {
    become(PostgresDatabase.APP);
    execute("savepoint open");
    assertRefused("update session_head set room_id = '~00'", "42501");
    execute("rollback to savepoint open");
    execute("update session_head set closed_millis = 5, reason = 'IDLE', open_key = null");
    execute("savepoint over");
    assertRefused("update session_head set room_id = 'other'", "42501");
    execute("rollback to savepoint over");
    execute("update session_head set room_id = '~00'");

    assertRefused("update session_head set room_id = '~01'", "42501");
  }

  @Test
  void aChainGoesOnlyInTheTransactionThatLeavesItsTombstone() throws SQLException {
    become(PostgresDatabase.PURGE);
    execute("insert into tombstone values ('%s', 'b', 's', 'k', 1)", CHAIN);
    for (String table : new String[] {"session_line", "session_person", "session_case"}) {
      execute("delete from %s where chain = '%s'", table, CHAIN);
    }
    execute("delete from session_head where session_id = '%s'", CHAIN);

    assertRefused("delete from access_line", "42501");
  }

  /** A subtransaction stands for one of before. */
  @Test
  void aTombstoneOfAnotherTransactionIsNoLicence() throws SQLException {
    become(PostgresDatabase.PURGE);
    execute("savepoint before");
    execute("insert into tombstone values ('%s', 'b', 's', 'k', 1)", CHAIN);
    execute("release savepoint before");

    assertRefused("delete from session_line", "42501");
  }

  @Test
  void theServiceDoesNotPurge() throws SQLException {
    become(PostgresDatabase.APP);

    assertRefused("insert into tombstone values ('x', 'b', 's', 'k', 1)", "42501");
  }

  @Test
  void theServiceRecordsErasesAndNothingElse() throws SQLException {
    become(PostgresDatabase.APP);
    execute("insert into session_line values ('%s', 2, 1, 1, 'K', 'd', 'c', 'p', 'h')", CHAIN);
    execute("delete from session_person where chain = '%s' and seq = 1", CHAIN);

    assertRefused("delete from session_line where seq = 2", "42501");
  }
}
