package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.Site;

/** A Payara Micro 7 started by {@code payara/run.sh}, on a newer Java than the tests. */
final class PayaraMicro7 {

  private PayaraMicro7() {}

  static Installed start(Path folder, Map<String, String> settings) {
    Path home = folder.resolve("home");
    Path micro = Path.of(System.getProperty("it.payara-micro7"));
    ServerProcess process = ServerProcess.startOn(NewerJava.home(), micro, home, settings);
    return new PayaraMicro(new Site(process.base(), home), process);
  }
}
