package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README tells a newcomer to paste into a shell does what it says. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReadmeIT {

  private static final Pattern BLOCK =
      Pattern.compile("## A session, from login to its audit.*?```sh\n(.*?)```", Pattern.DOTALL);

  @ArquillianResource URL base;

  @Test
  void theSessionToCopyEndsWithItsAudit() throws Exception {
    String said = run(snippet());

    assertThat(said.lines().filter(line -> line.startsWith("{\"code\":")))
        .hasSize(4)
        .allMatch(line -> line.startsWith("{\"code\":0,"));
    assertThat(said)
        .contains("\"userName\":\"Ann\"")
        .containsSubsequence("\"OPENED\"", "\"JOINED\"", "\"LEFT\"", "\"CLOSED\"")
        .contains("LAST_LEFT");
  }

  /**
   * The block of the README, with this server's address and home for those of the first command.
   */
  private String snippet() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).as("the README has the session").isTrue();
    String here = base.toString().replaceAll("/$", "");
    return block
        .group(1)
        .replace("http://localhost:8080", here)
        .replace("roomservice-data", System.getProperty("it.home") + "/home");
  }

  private static String run(String snippet) throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", snippet)
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(said).isZero();
    return said;
  }
}
