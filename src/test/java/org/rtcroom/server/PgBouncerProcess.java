package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real PgBouncer, by which each transaction gets any of few connections to the server. */
public final class PgBouncerProcess implements AutoCloseable {

  private static final String PROGRAM = "pgbouncer";

  private final int port;
  private final Process process;

  private PgBouncerProcess(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Whether this machine has PgBouncer. */
  public static boolean exists() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin"})
        .flatMap(Stream::of)
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one before a database, whose service's role it uses.
   *
   * @param mode {@code session} or {@code transaction}
   */
  public static PgBouncerProcess start(Path folder, String url, String mode) throws IOException {
    String[] database = url.replaceFirst("jdbc:postgresql://", "").split("[:/]");
    int port = freePort();
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            %s = host=%s port=%s user=%s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            default_pool_size = %d
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(
                    database[2],
                    database[0],
                    database[1],
                    PostgresDatabase.APP,
                    port,
                    mode,
                    mode.equals("session") ? 40 : 4));
    List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString()));
    if (System.getProperty("user.name").equals("root")) { // it refuses to serve as root
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(settings.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    PgBouncerProcess bouncer = new PgBouncerProcess(port, process);
    bouncer.awaitListening(folder.resolve("output"));
    return bouncer;
  }

  private void awaitListening(Path output) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!listens()) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as(Files.readString(output))
          .isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The address of a database, with its parameters, by way of this one. */
  public String through(String url) {
    return url.replaceFirst("//[^/]*/", "//127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
