package org.rtcroom.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.stream.Stream;
import org.rtcroom.server.Site;

/** A WildFly prepared by {@code payara/wildfly.cli}, with the WAR in its deployments. */
record WildFly(Site site, Shell shell, Process process) implements Installed {

  private static final Path HOME = Path.of(System.getProperty("it.wildfly"));
  private static final String DRIVER = "postgresql.jar";
  private static final int HTTP = 8080;
  private static final int[] PORTS = {HTTP, 8443, 9990, 4712, 4713};

  /**
   * Installs one, starts it and waits until the service is ready.
   *
   * @param folder its own, under which it keeps all that changes
   * @param context root of the WAR, {@code /} or such as {@code /video}
   */
  static WildFly start(Path folder, String context, Map<String, String> settings) {
    WildFly started = boot(folder, context, settings);
    started.shell.awaitReady(started.site.base());
    return started;
  }

  /** As {@link #start}, but does not wait for anything. */
  static WildFly boot(Path folder, String context, Map<String, String> settings) {
    Path server = folder.resolve("standalone");
    String base = "-Djboss.server.base.dir=" + server;
    Shell shell = new Shell(folder, settings);
    install(server);
    shell.run(
        Map.of("JBOSS_HOME", HOME.toString(), "JAVA_OPTS", base),
        HOME.resolve("bin/jboss-cli.sh").toString(),
        "--file=payara/wildfly.cli");
    String driver = settings.containsKey("roomservice.db.class") ? DRIVER : "h2";
    int offset = Ports.free(PORTS);
    Process process =
        shell.start(
            Map.of(
                "LAUNCH_JBOSS_IN_BACKGROUND", "true",
                "ROOMSERVICE_CONTEXT_ROOT", context,
                "ROOMSERVICE_DB_DRIVER", driver),
            HOME.resolve("bin/standalone.sh").toString(),
            base,
            "-Djboss.socket.binding.port-offset=" + offset);
    Site site = Site.of(HTTP + offset, context, folder.resolve("home"));
    WildFly started = new WildFly(site, shell, process);
    Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
    return started;
  }

  private static void install(Path server) {
    Path war = Path.of(System.getProperty("it.war"));
    Path deployments = server.resolve("deployments");
    try {
      copy(HOME.resolve("standalone"), server);
      Files.copy(war, deployments.resolve("roomservice.war"));
      try (FileSystem inside = FileSystems.newFileSystem(war);
          Stream<Path> libraries = Files.list(inside.getPath("WEB-INF/lib"))) {
        PathMatcher driver = inside.getPathMatcher("glob:**/postgresql-*.jar");
        Files.copy(
            libraries.filter(driver::matches).findFirst().orElseThrow(),
            deployments.resolve(DRIVER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** The script passes the signal on. */
  @Override
  public void close() {
    try {
      shell.stop(process.toHandle());
    } finally {
      kill();
    }
  }
}
