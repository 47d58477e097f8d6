package org.rtcroom.purge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code payara/purge.sh} as an operator does. */
public final class PurgeProcess {

  private PurgeProcess() {}

  /** What it said, and how it ended. */
  public record Said(int code, String text) {}

  /** Purges, and waits until that is done. */
  public static Said run(Path home, String... arguments) throws Exception {
    Process process = begin(home, arguments);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new IOException("the purge does not end: " + text);
    }
    return new Said(process.exitValue(), text);
  }

  /** Begins a purge, and kills it with no chance to finish anything once it has purged a chain. */
  static void killedAfterTheFirst(Path home) throws Exception {
    Process process = begin(home);
    try (BufferedReader text = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        if (line.startsWith("purged: ")) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
      }
    }
    process.waitFor(120, TimeUnit.SECONDS);
  }

  private static Process begin(Path home, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "payara/purge.sh",
                "--home",
                home.toString(),
                "--war",
                System.getProperty("it.war")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
