package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** Keys come from files that nobody else can open. */
class CheckpointKeysTest {

  private static final String FILE = "roomservice.audit.checkpoint-key-file";
  private static final String PREVIOUS = "roomservice.audit.checkpoint-key-previous-file";

  private final Path home;

  CheckpointKeysTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void demoModeMakesAKeyAndKeepsIt() throws IOException {
    CheckpointKeys made = read(Map.of());

    assertThat(read(Map.of()).current().id()).isEqualTo(made.current().id());
    assertThat(PosixFilePermissions.toString(permissions("keys/checkpoint-key.pem")))
        .isEqualTo("rw-------");
    assertThat(home.resolve("keys/checkpoint-key.pem.pub"))
        .content()
        .isEqualTo(Ed25519.publicPem(made.current().publicKey()));
  }

  @Test
  void productionRequiresAKey() {
    assertThatThrownBy(() -> read(Map.of("roomservice.mode", "production")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(FILE);
  }

  @Test
  void productionTakesNoKeyOfDemoMode() {
    read(Map.of());
    Map<String, String> demoKey =
        Map.of(
            "roomservice.mode",
            "production",
            FILE,
            home.resolve("keys/checkpoint-key.pem").toString());

    assertThatThrownBy(() -> read(demoKey)).isInstanceOf(BadSetting.class);
  }

  @Test
  void aKeyAndTheOneBeforeAreReadFromFiles() throws IOException {
    CheckpointKeys keys =
        read(
            Map.of(
                "roomservice.mode",
                "production",
                FILE,
                file("new.pem", "r--------", 2),
                PREVIOUS,
                file("old.pem", "rw-------", 1)));

    assertThat(keys.current().id()).isEqualTo(CheckpointPage.KEYS.get("id2"));
    assertThat(keys.previous().orElseThrow().id()).isEqualTo(CheckpointPage.KEYS.get("id1"));
    assertThat(home.resolve("new.pem.pub")).content().contains("BEGIN PUBLIC KEY");
  }

  @Test
  void aFileThatOthersCanOpenIsRefused() throws IOException {
    String readable = file("key.pem", "rw-r-----", 1);

    assertThatThrownBy(() -> read(Map.of(FILE, readable)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(FILE);
  }

  @Test
  void whatIsNoEd25519KeyIsRefusedAndNotShown() throws IOException {
    Path file = Files.writeString(home.resolve("key.pem"), "rubbish");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> read(Map.of(FILE, file.toString())))
        .isInstanceOf(BadSetting.class)
        .hasMessageNotContaining("rubbish");
  }

  @Test
  void aKeyIsNeverASettingItself() {
    assertThatThrownBy(
            () -> read(Map.of("roomservice.audit.checkpoint-key", CheckpointPage.pem(1))))
        .isInstanceOf(BadSetting.class);
  }

  private String file(String name, String permissions, int key) throws IOException {
    Path file = Files.writeString(home.resolve(name), CheckpointPage.pem(key));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file.toString();
  }

  private Set<PosixFilePermission> permissions(String name) throws IOException {
    return Files.getPosixFilePermissions(home.resolve(name));
  }

  private CheckpointKeys read(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("roomservice.home", home.toString());
    return CheckpointKeys.read(Settings.of(all));
  }
}
