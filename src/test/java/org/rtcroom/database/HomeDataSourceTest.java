package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.settings.Settings;

class HomeDataSourceTest {

  @Test
  void theFileIsInTheFolderOfTheSettings() {
    HomeDataSource source = new HomeDataSource();
    source.setURL("jdbc:h2:file:ROOMSERVICE_HOME/roomservice;WRITE_DELAY=0");

    assertThat(source.getURL())
        .isEqualTo("jdbc:h2:file:" + Settings.ofProcess().home() + "/roomservice;WRITE_DELAY=0");
  }

  @Test
  void anAddressOfItsOwnStays(@TempDir Path folder) throws Exception {
    HomeDataSource source = new HomeDataSource();
    source.setURL("jdbc:h2:file:" + folder + "/other;WRITE_DELAY=0");
    source.setUser("roomservice");
    source.setPassword("roomservice");

    try (Connection connection = source.getConnection()) {
      assertThat(connection.getMetaData().getURL()).contains(folder + "/other");
    }
    assertThat(folder.resolve("other.mv.db")).exists();
  }
}
