package org.rtcroom.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * An operator at a prompt: commands with the service's settings in their environment. What they say
 * is kept in {@code shell.log} of the server's folder.
 */
record Shell(Path folder, Map<String, String> settings) {

  private static final int PATIENCE_SECONDS = 180;
  private static final int STOP_SECONDS = 60;
  private static final long POLL_NANOS = Duration.ofMillis(200).toNanos();
  private static final int TAIL = 6_000;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  /** Runs a command to its end, which must be a good one. */
  void run(Map<String, String> environment, String... command) {
    Process process = start(environment, command);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(List.of(command) + " failed" + tail());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command that goes on. */
  Process start(Map<String, String> environment, String... command) {
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("shell.log").toFile()));
      settings.forEach((name, value) -> builder.environment().put(variable(name), value));
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks a process to end, as a service manager does, and waits until it has. */
  void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("did not stop" + tail(), e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Waits for the service itself: a server is up even when it could not deploy. */
  void awaitReady(URI base) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!ready(base)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not ready" + tail());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static boolean ready(URI base) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("ops/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What commands have said so far; those that go on may say more. */
  String said() {
    try {
      return Files.readString(folder.resolve("shell.log"));
    } catch (IOException e) {
      return "it left no log: " + e;
    }
  }

  private String tail() {
    String text = said();
    return "; its log ends:\n" + text.substring(Math.max(0, text.length() - TAIL));
  }
}
