package org.rtcroom.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.server.Site;

/** A domain of a Payara Server prepared by {@code payara/server.asadmin}, with the WAR deployed. */
record PayaraServer(Distribution payara, Site site, Shell shell, Path domains)
    implements Installed {

  private static final String DOMAIN = "roomservice";
  private static final int ADMIN = 48;
  private static final int HTTP = 80;
  private static final int HTTPS = 81;
  private static final int[] PORTS = {9, 37, 38, 39, ADMIN, 66, 76, HTTP, HTTPS, 86};

  /**
   * Makes a domain and starts it.
   *
   * @param folder its own, under which it keeps all that changes
   * @param context root of the WAR, {@code /} or such as {@code /video}
   */
  static PayaraServer start(
      Distribution payara, Path folder, String context, Map<String, String> settings) {
    int ports = Ports.free(PORTS);
    Site site = Site.of(ports + HTTP, context, folder.resolve("home"));
    PayaraServer made =
        new PayaraServer(payara, site, new Shell(folder, settings), folder.resolve("domains"));
    Runtime.getRuntime().addShutdownHook(new Thread(made::kill));
    made.domain("create-domain", "--nopassword", "--portbase", "" + ports);
    made.domain("start-domain");
    String admin = "" + (ports + ADMIN);
    made.asadmin("--port", admin, "multimode", "--file", "payara/server.asadmin");
    made.domain("stop-domain");
    made.domain("start-domain");
    made.asadmin("--port", admin, "deploy", "--contextroot", context, System.getProperty("it.war"));
    made.shell.awaitReady(site.base());
    return made;
  }

  private void domain(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(options));
    words.addAll(List.of("--domaindir", domains.toString(), DOMAIN));
    asadmin(words.toArray(String[]::new));
  }

  private void asadmin(String... words) {
    List<String> command = new ArrayList<>(List.of(payara.asadmin()));
    command.addAll(List.of(words));
    shell.run(payara.environment(), command.toArray(String[]::new));
  }

  /** The ports at which others than this machine reach it, if it keeps to its script. */
  Set<Integer> meantForOthers() {
    int http = site.base().getPort();
    return Set.of(http, http + HTTPS - HTTP);
  }

  /** The ports at which others than this machine do reach it. */
  Set<Integer> openToOthers() {
    return OpenPorts.of(running().orElseThrow());
  }

  /** Java itself, which {@code asadmin} has left behind. */
  private Optional<ProcessHandle> running() {
    try {
      String id = Files.readString(domains.resolve(DOMAIN).resolve("config/pid")).strip();
      return ProcessHandle.of(Long.parseLong(id));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void kill() {
    running().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    try {
      running().ifPresent(shell::stop);
    } finally {
      kill();
    }
  }
}
