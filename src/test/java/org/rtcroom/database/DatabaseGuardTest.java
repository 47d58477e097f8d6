package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.BadSetting;

/** Production does not start on a database for trying things out. */
class DatabaseGuardTest {

  @Test
  void h2IsRefusedByTheNameOfItsSetting() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID());

    try (Connection connection = h2.getConnection()) {
      assertThatThrownBy(() -> DatabaseGuard.requireServer(connection))
          .isInstanceOf(BadSetting.class)
          .hasMessage("roomservice.db.url is 'an H2 database', expected PostgreSQL in production");
    }
  }
}
