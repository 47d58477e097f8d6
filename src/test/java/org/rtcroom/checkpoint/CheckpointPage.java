package org.rtcroom.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The vectors of checkpoint-format.md, for tests. */
record CheckpointPage(Map<String, String> values) {

  static final CheckpointPage KEYS = vector(0);
  static final CheckpointPage LEAVES = vector(1);
  static final CheckpointPage FIRST = vector(2);
  static final CheckpointPage CHANGE = vector(3);
  static final CheckpointPage SECOND = vector(4);
  static final CheckpointPage REVOCATION = vector(5);
  static final CheckpointPage RESTORED = vector(6);
  static final CheckpointPage THIRD = vector(7);
  static final CheckpointPage CARRIED = vector(8);

  String get(String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow();
  }

  byte[] utf8(String name) {
    return get(name).getBytes(StandardCharsets.UTF_8);
  }

  byte[] hex(String name) {
    return HexFormat.of().parseHex(get(name));
  }

  /** The key of that number, 1 or 2. */
  static SigningKey key(int number) {
    return SigningKey.read(pem(number)).orElseThrow();
  }

  static String pem(int number) {
    String der = Base64.getEncoder().encodeToString(KEYS.hex("key" + number));
    return "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n";
  }

  private static CheckpointPage vector(int index) {
    List<String> blocks =
        Pattern.compile("```vector\n(.*?)\n```", Pattern.DOTALL)
            .matcher(text())
            .results()
            .map(block -> block.group(1))
            .toList();
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : blocks.get(index).split("\n")) {
      String[] parts = line.split(" = ", 2);
      values.put(parts[0], parts[1]);
    }
    return new CheckpointPage(values);
  }

  private static String text() {
    try {
      return Files.readString(Path.of("src/docs/checkpoint-format.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
