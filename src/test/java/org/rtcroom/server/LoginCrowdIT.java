package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many users who log in at the same moment all get in. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LoginCrowdIT {

  private static final int USERS = 400;
  private static final int AT_ONCE = 32;

  @ArquillianResource URL base;

  @Test
  void everybodyGetsATokenThatIsGood() throws Exception {
    URI server = URI.create("http://127.0.0.1:" + base.getPort() + "/");
    String crowd = "crowd" + UUID.randomUUID().toString().substring(0, 8) + "-";
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<Integer>> codes = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      String user = crowd + i;
      codes.add(
          threads.submit(
              () ->
                  DemoClient.login(server, "live_room", user)
                      .call("get_push_url", "r" + user)
                      .getInt("code")));
    }
    for (Future<Integer> code : codes) {
      assertThat(code.get()).isZero();
    }
    threads.shutdown();
  }
}
