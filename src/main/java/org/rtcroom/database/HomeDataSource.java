package org.rtcroom.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.rtcroom.settings.Settings;

/**
 * The H2 database of a server that is told of no other: its address may have {@code
 * ROOMSERVICE_HOME} for the folder {@code roomservice.home}, which a description of resources
 * cannot put there itself. Servers set its properties by their names.
 */
public class HomeDataSource implements DataSource {

  private static final String HOME = "ROOMSERVICE_HOME";

  private final JdbcDataSource h2 = new JdbcDataSource();

  /** The address, as JDBC has it. */
  public void setURL(String url) {
    h2.setURL(url.replace(HOME, Settings.ofProcess().home().toString()));
  }

  public String getURL() {
    return h2.getURL();
  }

  public void setUser(String user) {
    h2.setUser(user);
  }

  public void setPassword(String password) {
    h2.setPassword(password);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return h2.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return h2.getConnection(user, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return h2.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    h2.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    h2.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return h2.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return h2.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return h2.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return h2.isWrapperFor(type);
  }
}
