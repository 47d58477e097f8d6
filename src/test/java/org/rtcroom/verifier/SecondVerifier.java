package org.rtcroom.verifier;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The script that was written from the format pages alone. Needs python3. One process serves all
 * tests of a JVM, because its start takes longer than most verifications, and ends with the JVM.
 */
public final class SecondVerifier {

  private static final String SCRIPT = "src/test/python/verify.py";
  private static final String VERDICT = "verdict ";
  private static final Executor IN_A_MINUTE =
      CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

  private static @Nullable Boolean found;
  private static @Nullable SecondVerifier running;

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private SecondVerifier() throws IOException {
    ProcessBuilder script = new ProcessBuilder("python3", SCRIPT, "each").redirectErrorStream(true);
    script.environment().put("PYTHONUTF8", "1");
    process = script.start();
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** What the script said, and its verdict: 0 if it found nothing. */
  public record Said(int code, String text) {}

  /** Whether there is python3. */
  public static synchronized boolean exists() throws InterruptedException {
    if (found == null) {
      try {
        found = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
      } catch (IOException e) {
        found = false;
      }
    }
    return found;
  }

  /**
   * Has something verified, for at most a minute.
   *
   * @throws IOException if there is no verdict
   */
  public static synchronized Said run(Object... arguments) throws IOException {
    SecondVerifier script = running;
    if (script == null || !script.process.isAlive()) {
      script = new SecondVerifier();
      running = script;
    }
    String question =
        Stream.of(arguments).map(Object::toString).collect(Collectors.joining("\t", "", "\n"));
    CompletableFuture<?> limit = CompletableFuture.runAsync(script.process::destroy, IN_A_MINUTE);
    try {
      return script.answer(question);
    } finally {
      limit.cancel(false);
    }
  }

  private Said answer(String question) throws IOException {
    questions.write(question);
    questions.flush();
    StringBuilder text = new StringBuilder();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(VERDICT)) {
        return new Said(Integer.parseInt(line.substring(VERDICT.length())), text.toString());
      }
      text.append(line).append('\n');
    }
    throw new IOException("the script gave no verdict: " + text);
  }
}
