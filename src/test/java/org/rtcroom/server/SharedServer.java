package org.rtcroom.server;

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
}
