package org.rtcroom.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production reads secrets from files that nobody else can open, wherever links lead. */
class SecretFileTest {

  private static final String NAME = "roomservice.x.key";

  private final Path folder;

  SecretFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "rwx------"})
  void aFileOfOurOwnIsRead(String permissions) throws IOException {
    assertThat(production(file("key", permissions)).secret(NAME)).contains(new Secret("hush"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--r-----", "r-----r--", "rw--w----", "rw-----w-", "r----x---"})
  void aFileThatOthersCanOpenIsRefusedInProduction(String permissions) throws IOException {
    Path file = file("key", permissions);

    assertThatThrownBy(() -> production(file).secret(NAME))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(NAME + "-file is '" + file + "'")
        .hasMessageContaining("0400")
        .hasMessageNotContaining("hush");
    assertThat(demo(file).secret(NAME)).contains(new Secret("hush"));
    assertThat(production(file).publicLines(NAME)).contains(new Secret("hush"));
  }

  @Test
  void aKeyThatSignsIsRefusedInDemoModeToo() throws IOException {
    Path file = file("key", "r--r--r--");

    assertThatThrownBy(() -> demo(file).secretInFile(NAME)).hasMessageContaining("0400");
  }

  /** The permissions of a link say nothing, so those of the file count. */
  @Test
  void whatALinkLeadsToIsLookedAt() throws IOException {
    Path open = Files.createSymbolicLink(folder.resolve("a"), file("open", "r--r--r--"));
    Path closed = Files.createSymbolicLink(folder.resolve("b"), file("closed", "r--------"));
    Path again = Files.createSymbolicLink(folder.resolve("c"), closed);

    assertThatThrownBy(() -> production(open).secret(NAME)).isInstanceOf(BadSetting.class);
    assertThat(production(again).secret(NAME)).contains(new Secret("hush"));
  }

  /** As the volume of a secret has it: the file's name is a link below a link of a folder. */
  @ParameterizedTest
  @ValueSource(strings = {"r--------", "r--r-----", "rw-r--r--"})
  void theLinksOfAKubernetesVolumeAreFollowed(String permissions) throws IOException {
    Path real = Files.createDirectory(folder.resolve("..2026_11_30"));
    Path moved = Files.move(file("key", permissions), real.resolve("push-key"));
    Files.createSymbolicLink(folder.resolve("..data"), real.getFileName());
    Path link = Files.createSymbolicLink(folder.resolve("push-key"), Path.of("..data/push-key"));

    assertThat(moved).exists();
    if (permissions.endsWith("------")) {
      assertThat(production(link).secret(NAME)).contains(new Secret("hush"));
    } else {
      assertThatThrownBy(() -> production(link).secret(NAME)).isInstanceOf(BadSetting.class);
    }
  }

  @Test
  void whatIsNoFileIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    for (Path path : new Path[] {pipe, loop, folder, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> demo(path).secret(NAME))
          .isInstanceOf(BadSetting.class)
          .hasMessageStartingWith(NAME + "-file is '");
    }
  }

  /** Whose file it is matters as much: its owner can change what it says. */
  @Test
  void aFileOfAnotherUserIsRefusedInProduction() throws IOException {
    Path file = file("key", "r--------");
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid")), "needs root");
    Files.setAttribute(file, "unix:uid", 12_345);

    assertThatThrownBy(() -> production(file).secret(NAME)).hasMessageContaining("belongs to");
    assertThat(demo(file).secret(NAME)).contains(new Secret("hush"));
  }

  private Path file(String name, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "hush\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Settings demo(Path file) {
    return settings(file, "demo");
  }

  private Settings production(Path file) {
    return settings(file, "production");
  }

  private Settings settings(Path file, String mode) {
    Map<String, String> values = new HashMap<>();
    values.put("roomservice.mode", mode);
    values.put("roomservice.home", folder.resolve("home").toString());
    values.put(NAME + "-file", file.toString());
    return Settings.of(values);
  }
}
