package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;

/** A Payara Server as it was unpacked, and what its commands need in their environment. */
record Distribution(Path folder, Map<String, String> environment) {

  /** On the Java of the tests. */
  static Distribution payara6() {
    return new Distribution(Path.of(System.getProperty("it.payara")), Map.of());
  }

  /** On a newer Java. */
  static Distribution payara7() {
    String java = NewerJava.home().toString();
    return new Distribution(
        Path.of(System.getProperty("it.payara7")), Map.of("AS_JAVA", java, "JAVA_HOME", java));
  }

  String asadmin() {
    return folder.resolve("bin/asadmin").toString();
  }
}
