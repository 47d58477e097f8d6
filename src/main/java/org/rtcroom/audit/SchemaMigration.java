package org.rtcroom.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to the schema this version expects, before anything else starts. The history
 * is one for all databases; where they differ, a placeholder or a folder of their own says how.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigration {

  @Resource(lookup = "java:app/jdbc/roomservice")
  DataSource database;

  @PostConstruct
  void migrate() {
    boolean postgres = postgres();
    Flyway.configure(SchemaMigration.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/" + (postgres ? "postgresql" : "h2"))
        .placeholders(Map.of("bytes", postgres ? "bytea" : "varbinary"))
        .load()
        .migrate();
  }

  private boolean postgres() {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }
}
