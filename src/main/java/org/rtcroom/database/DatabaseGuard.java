package org.rtcroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.settings.BadSetting;

/**
 * What production demands of the database: no H2, commits that last, a role for the service that
 * can add to the history but not alter it, not even by becoming another role, and the triggers that
 * refuse it to all other roles.
 */
final class DatabaseGuard {

  /** What neither the service's role may do, nor any role it may become. */
  private static final String FORBIDDEN =
      String.format(
          Locale.ROOT,
          """
          with forbidden(name, privilege) as (values %s),
          mine(role, name) as (
            select oid, rolname from pg_roles where pg_has_role(current_user, oid, 'MEMBER')),
          held as (
            select f.name, f.privilege, mine.name as role from forbidden f, mine
            where case f.privilege
              when 'UPDATE' then has_any_column_privilege(mine.role, f.name, f.privilege)
              else has_table_privilege(mine.role, f.name, f.privilege) end
            union all
            select f.name, 'UPDATE of ' || f.part, mine.name from mine, (values %s) as f(name, part)
            where has_column_privilege(mine.role, f.name, f.part, 'UPDATE'))
          select privilege || ' on ' || name || case role when current_user then '' else ', also as '
            || role end from held order by role <> current_user, name, privilege limit 1
          """,
          AppendOnlyTable.forbiddenPrivileges(),
          AppendOnlyTable.fixedColumns());

  /** A role that may become another one, or make roles, has all that the other one has. */
  private static final String POWERFUL =
      """
      select case when rolsuper then 'superuser rights' else 'the right to make roles' end
        || case rolname when current_user then '' else ', also as ' || rolname end
      from pg_roles
      where (rolsuper or rolcreaterole) and pg_has_role(current_user, oid, 'MEMBER')
      order by rolname <> current_user limit 1
      """;

  /** The owner of a table, or of its schema, may take its triggers away or drop it. */
  private static final String OWNER =
      """
      select 'the rights of ' || pg_get_userbyid(owner) || ', who owns ' || name from (
        select relname::text as name, relowner as owner from pg_class
        where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
        union all select 'schema ' || nspname, nspowner from pg_namespace
        where nspname = current_schema()) as owned
      where pg_has_role(current_user, owner, 'MEMBER') order by name limit 1
      """;

  private static final String UNGUARDED =
      String.format(
          Locale.ROOT,
          """
          select name from (values %s) as guarded(name, operations)
          where operations <> operations & (
            select coalesce(bit_or(t.tgtype::integer), 0) from pg_trigger t
            join pg_proc f on f.oid = t.tgfoid
            where t.tgrelid = to_regclass(name) and t.tgenabled in ('O', 'A')
            and f.proname in ('refuse_change', 'refuse_unless_purged'))
          order by name limit 1
          """,
          AppendOnlyTable.guardedOperations());

  private DatabaseGuard() {}

  /**
   * Before the schema is looked at.
   *
   * @throws BadSetting if the database is H2, is reached without TLS on another machine, or says
   *     that something is committed before it is
   */
  static void requireServer(Connection connection) throws SQLException {
    if (Dialect.of(connection) == Dialect.H2) {
      throw BadSetting.value("roomservice.db.url", "an H2 database", "PostgreSQL in production");
    }
    DatabaseAddress.requirePrivate(connection.getMetaData().getURL());
    Optional<String> waits = first(connection, "select current_setting('synchronous_commit')");
    if (waits.filter("off"::equals).isPresent()) {
      throw BadSetting.value(
          "roomservice.db.url",
          "a database with synchronous_commit=off",
          "one that loses nothing it has committed");
    }
  }

  /**
   * In any mode. A pooler such as PgBouncer may carry out each transaction on another connection to
   * the server, where statements that the driver has prepared are unknown or other ones. It gives
   * itself away by a process that is not the one that answers.
   *
   * @param own a connection that the driver itself made
   * @throws BadSetting if there is one and the driver is not told to prepare nothing
   */
  static void requireOwnStatements(Connection own) {
    DriverSession session = DriverSession.of(own);
    if (session.prepares() && behindPooler(own, session.process())) {
      throw BadSetting.value(
          "roomservice.db.url",
          "an address of a connection pooler without prepareThreshold=0",
          "one with prepareThreshold=0, or of PostgreSQL itself");
    }
  }

  private static boolean behindPooler(Connection connection, int process) {
    String sql = "select pg_backend_pid()";
    return new Jdbc(connection).first(row -> row.getInt(1), sql).orElseThrow() != process;
  }

  /**
   * Where several nodes are to share the database.
   *
   * @throws BadSetting if the database cannot tell one node what another changed, or a node would
   *     wait for ever for an answer
   */
  static void requireShared(Connection connection) throws SQLException {
    if (Dialect.of(connection) != Dialect.POSTGRESQL) {
      throw BadSetting.value("roomservice.cluster.enabled", "true", "false unless on PostgreSQL");
    }
    if (connection.getNetworkTimeout() == 0) {
      throw BadSetting.value(
          "roomservice.db.url", "an address without socketTimeout", "one with socketTimeout=5");
    }
  }

  /**
   * Once the schema is there.
   *
   * @throws BadSetting if the role of this connection could alter what was recorded, or a trigger
   *     that refuses it to others is not there or not enabled
   */
  static void requireAppendOnly(Connection connection) {
    for (String question : new String[] {POWERFUL, OWNER, FORBIDDEN}) {
      Optional<String> found = first(connection, question);
      if (found.isPresent()) {
        String role = first(connection, "select current_user::text").orElse("");
        throw BadSetting.value("roomservice.db.user", role, "a role without " + found.get());
      }
    }
    Optional<String> unguarded = first(connection, UNGUARDED);
    if (unguarded.isPresent()) {
      throw BadSetting.value(
          "roomservice.db.url",
          "a database where changes to " + unguarded.get() + " are not refused",
          "one with the triggers of this version, enabled");
    }
  }

  private static Optional<String> first(Connection connection, String sql) {
    return new Jdbc(connection).first(row -> row.getString(1), sql);
  }
}
