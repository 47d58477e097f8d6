package org.rtcroom.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of a test's own, on a free port, with data in a directory of its own. May be
 * stopped, killed and started again; what it holds stays.
 */
public final class PostgresProcess implements AutoCloseable {

  private static final long GONE_WITHIN_SECONDS = 30;

  private final Path data;
  private final boolean durable;
  private EmbeddedPostgres server;

  private PostgresProcess(Path data, boolean durable, EmbeddedPostgres server) {
    this.data = data;
    this.durable = durable;
    this.server = server;
  }

  /**
   * Starts one that waits for no disk: whatever the process does survives the process, not the
   * machine.
   *
   * @param data its directory; made if need be
   */
  public static PostgresProcess start(Path data) {
    return new PostgresProcess(data, false, launch(data, false, 0));
  }

  /** As {@link #start(Path)}, but each commit waits for the disk, as in production. */
  public static PostgresProcess startDurable(Path data) {
    return new PostgresProcess(data, true, launch(data, true, 0));
  }

  private static EmbeddedPostgres launch(Path data, boolean durable, int port) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", durable ? "on" : "off")
            .setServerConfig("synchronous_commit", "on");
    if (port != 0) {
      builder.setPort(port);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address of a database, without user. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /** As the superuser. */
  public Connection connect(String database) throws SQLException {
    return server.getDatabase("postgres", database).getConnection();
  }

  /** Ends it in good order; whoever is connected is thrown out. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kills it with no chance to finish anything, and returns when it is gone. Its first process goes
   * first: it would start others anew.
   */
  public void kill9() {
    ProcessHandle postmaster = postmaster().orElseThrow();
    List<ProcessHandle> processes = new ArrayList<>(List.of(postmaster));
    postmaster.children().forEach(processes::add);
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      process.onExit().orTimeout(GONE_WITHIN_SECONDS, TimeUnit.SECONDS).join();
    }
    stop();
  }

  /** Starts it again on the same port, after {@link #stop} or {@link #kill9}. */
  public void startAgain() {
    server = launch(data, durable, server.getPort());
  }

  /** Keeps what the database holds now; whoever is connected is thrown out. */
  public void snapshot(Path copy) {
    stop();
    copy(data, copy);
    startAgain();
  }

  /** Sets the database back to a snapshot; whoever is connected is thrown out. */
  public void setBack(Path copy) {
    stop();
    run("rm", "-r", data.toString());
    copy(copy, data);
    startAgain();
  }

  /** With the permissions, which the server insists on. */
  private static void copy(Path from, Path to) {
    run("cp", "-a", from.toString(), to.toString());
  }

  private static void run(String... command) {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again if it ended by itself, as it does when it cannot write. */
  public void startAgainIfEnded() {
    if (postmaster().isEmpty()) {
      stop();
      startAgain();
    }
  }

  /** The process, if it lives. */
  private Optional<ProcessHandle> postmaster() {
    Path file = data.resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
