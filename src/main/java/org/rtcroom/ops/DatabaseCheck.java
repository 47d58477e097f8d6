package org.rtcroom.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/** Nothing can be recorded without the database. */
@ApplicationScoped
public class DatabaseCheck implements ReadinessCheck {

  private static final Logger LOG = System.getLogger(DatabaseCheck.class.getName());

  @Resource(lookup = "java:app/jdbc/roomservice")
  DataSource database;

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Optional<String> obstacle() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      return Optional.empty();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "not ready: the database does not answer: {0}", e.getMessage());
      return Optional.of("does not answer");
    }
  }
}
