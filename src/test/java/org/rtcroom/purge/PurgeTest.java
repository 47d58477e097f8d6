package org.rtcroom.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.settings.Settings;

/** What an operator is told when a purge cannot be run. */
class PurgeTest {

  @TempDir Path home;

  private final Map<String, String> settings = new HashMap<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... arguments) {
    settings.put("roomservice.home", home.toString());
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Purge.run(List.of(arguments), Settings.of(settings), out);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatItDoesNotUnderstandItDoesNotDo() {
    for (String[] arguments :
        List.of(
            new String[] {"--all"},
            new String[] {"--limit"},
            new String[] {"--limit", "many"},
            new String[] {"--dry-run", "now"})) {
      assertThat(run(arguments)).isEqualTo(Purge.UNUSABLE);
      assertThat(said()).contains("usage: ");
    }
  }

  @Test
  void itMakesNoDatabaseWhereThereIsNone() {
    assertThat(run()).isEqualTo(Purge.UNUSABLE);
    assertThat(said()).contains("there is no database at that path");
    assertThat(home.resolve("roomservice.mv.db")).doesNotExist();
  }

  @Test
  void productionNeedsARoleOfItsOwn() {
    settings.put("roomservice.mode", "production");
    settings.put("roomservice.db.url", "jdbc:postgresql://127.0.0.1:9/none");

    assertThat(run()).isEqualTo(Purge.UNUSABLE);
    assertThat(said()).contains("roomservice.purge.user is not set");
  }
}
