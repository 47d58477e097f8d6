package org.rtcroom.server;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The one server of all integration tests. A test class needs no deployment of its own: {@code
 * ExtendWith(ArquillianExtension.class)} is enough to be run here, inside the server, or, with
 * {@code RunAsClient}, against it.
 */
@ArquillianSuiteDeployment
public class SharedServer {

  @Deployment
  static WebArchive war() {
    return ShippedWar.withTests();
  }

  /**
   * The server as a client of this machine sees it: demo mode serves nobody from afar, and the
   * machine's own address may be a public one.
   */
  public static Site at(URL url) {
    return Site.of(url.getPort(), "/", Path.of(System.getProperty("it.home"), "home"));
  }

  /** All that the server has logged so far. For tests that run as a client. */
  public static String log() throws IOException {
    StringBuilder log = new StringBuilder();
    Path home = Path.of(System.getProperty("it.home"));
    try (var files = Files.newDirectoryStream(home, "server.*.log")) {
      for (Path file : files) {
        log.append(Files.readString(file));
      }
    }
    return log.toString();
  }
}
