package org.rtcroom.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The script that was written from the format pages alone. Needs python3. */
public final class SecondVerifier {

  private static final String SCRIPT = "src/test/python/verify.py";

  private SecondVerifier() {}

  /** What a script said, and how it ended: 0 if it found nothing. */
  public record Said(int code, String text) {}

  public static boolean exists() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs it, for at most a minute. */
  public static Said run(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("the script does not end: " + text);
    }
    return new Said(process.exitValue(), text);
  }
}
