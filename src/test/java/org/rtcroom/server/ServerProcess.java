package org.rtcroom.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server of its own, started by {@code payara/run.sh} with the shipped WAR: for tests that kill
 * and restart. Its log is kept in {@code target/it/logs}, named like its home; each start appends
 * to it.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START =
      Duration.ofSeconds(Integer.getInteger("it.start-seconds", 300));
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int TAIL = 6_000;
  private static final String NODE = "node1";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final Process process;
  private final URI base;
  private final Path log;

  private ServerProcess(Process process, URI base, Path log) {
    this.process = process;
    this.base = base;
    this.log = log;
  }

  /**
   * Starts a server on a free port and waits until it is ready.
   *
   * @param home its directory; a later start in the same one finds the same database
   * @param settings by their names, e.g. {@code roomservice.mode}
   * @throws IllegalStateException with the end of its log, if it ends or is not ready within 300 s,
   *     or {@code it.start-seconds}
   */
  public static ServerProcess start(Path home, Map<String, String> settings) {
    return start(home, settings, shipped());
  }

  /** As {@link #start}, with another WAR than the shipped one. */
  public static ServerProcess start(Path home, Map<String, String> settings, Path war) {
    try {
      return launch(home, NODE, settings, war).whenUp("ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #start}, on another Java and another Payara Micro than the usual ones. */
  public static ServerProcess startOn(
      Path javaHome, Path micro, Path home, Map<String, String> settings) {
    Map<String, String> environment =
        Map.of("JAVA_HOME", javaHome.toString(), "PAYARA_MICRO_JAR", micro.toString());
    try {
      return launch(home, NODE, settings, shipped(), environment).whenUp("ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #start}, with more in its environment, such as {@code JAVA_OPTS}. */
  public static ServerProcess startWith(
      Path home, Map<String, String> settings, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PAYARA_MICRO_JAR", System.getProperty("payara.microJar"));
    try {
      return launch(home, NODE, settings, shipped(), environment).whenUp("ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has not ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /** As {@link #start}, one of several nodes that share a home. */
  public static ServerProcess startNode(Path home, String name, Map<String, String> settings) {
    return startNode(home, name, settings, shipped());
  }

  /** As {@link #startNode}, with another WAR than the shipped one. */
  public static ServerProcess startNode(
      Path home, String name, Map<String, String> settings, Path war) {
    try {
      return launch(home, name, settings, war).whenUp("ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #start}, but waits only until it lives: for a server that is not to get ready. */
  public static ServerProcess startAlive(Path home, Map<String, String> settings) {
    try {
      return launch(home, NODE, settings, shipped()).whenUp("live");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the WAR is served, with a slash at the end. */
  public URI base() {
    return base;
  }

  /** What the server wrote, in this start and in earlier ones of the same home. */
  public Path log() {
    return log;
  }

  /** Stops it where it is, as a machine that is short of memory does; the process lives. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    if (!process.isAlive()) {
      return;
    }
    try {
      int status = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("no signal was sent");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills it with no chance to finish anything, and returns when it is gone. */
  public void kill9() {
    process.destroyForcibly();
    await(process.onExit());
  }

  /** Asks it to stop and returns when it has; after 30 s it is killed. */
  public void stop() {
    process.destroy();
    try {
      process.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      kill9();
      throw new IllegalStateException("had to be killed" + tail(), e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }

  private static Path shipped() {
    return Path.of(System.getProperty("it.war"));
  }

  private static ServerProcess launch(
      Path home, String name, Map<String, String> settings, Path war) throws IOException {
    Map<String, String> usual = Map.of("PAYARA_MICRO_JAR", System.getProperty("payara.microJar"));
    return launch(home, name, settings, war, usual);
  }

  private static ServerProcess launch(
      Path home,
      String name,
      Map<String, String> settings,
      Path war,
      Map<String, String> environment)
      throws IOException {
    Files.createDirectories(home);
    int port = freePort();
    String logName = home.getFileName() + (name.equals(NODE) ? "" : "-" + name) + ".log";
    Path log = Path.of(System.getProperty("it.home"), "logs", logName);
    Files.createDirectories(log.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command(port, home, name, settings, war))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    URI base = URI.create("http://127.0.0.1:" + port + "/");
    ServerProcess server = new ServerProcess(builder.start(), base, log);
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
    return server;
  }

  private static List<String> command(
      int port, Path home, String name, Map<String, String> settings, Path war) {
    List<String> command = new ArrayList<>(List.of("payara/run.sh", "--port", "" + port));
    command.addAll(List.of("--home", home.toString(), "--name", name));
    command.addAll(List.of("--war", war.toString()));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private ServerProcess whenUp(String probe) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!up(probe)) {
      if (System.nanoTime() > deadline || !pause()) {
        String ended = process.isAlive() ? "" : ", ended with status " + process.exitValue();
        process.destroyForcibly();
        throw new IllegalStateException("not " + probe + ended + tail());
      }
    }
    return this;
  }

  private boolean up(String probe) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("ops/health/" + probe))
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

  /** Waits a moment for the process to end; false if it did. */
  private boolean pause() {
    try {
      return !process.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CompletableFuture<?> end) {
    end.orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join();
  }

  private String tail() {
    try {
      String text = Files.readString(log);
      return "; its log ends:\n" + text.substring(Math.max(0, text.length() - TAIL));
    } catch (IOException e) {
      return "; it left no log: " + e;
    }
  }
}
