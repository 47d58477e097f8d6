package org.rtcroom.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every scenario on a Payara Server, and that its script has closed what nobody is to reach. */
abstract class PayaraServerScenarios extends Scenarios {

  /** What is installed. */
  abstract Distribution payara();

  /** Where the WAR is served. */
  abstract String context();

  @Override
  final Installed start(Path folder, Map<String, String> settings) {
    return PayaraServer.start(payara(), folder, context(), settings);
  }

  /** No data grid, no JMX, no IIOP, no JMS; the admin port is for this machine. */
  @Test
  void othersReachItByHttpAndHttpsOnly() {
    PayaraServer running = (PayaraServer) server();

    assertThat(running.openToOthers()).isEqualTo(running.meantForOthers());
  }
}
