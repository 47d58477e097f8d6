package org.rtcroom.weapp;

import java.net.URL;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.server.SharedServer;
import org.rtcroom.server.Site;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ClientGenerationsIT extends ClientGenerations {

  @ArquillianResource URL url;

  @Override
  protected Site site() {
    return SharedServer.at(url);
  }
}
