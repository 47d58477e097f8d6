package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.Site;

/** A Payara Micro started by {@code payara/run.sh}. */
record PayaraMicro(Site site, ServerProcess process) implements Installed {

  static PayaraMicro start(Path folder, Map<String, String> settings) {
    Path home = folder.resolve("home");
    ServerProcess process = ServerProcess.start(home, settings);
    return new PayaraMicro(new Site(process.base(), home), process);
  }

  @Override
  public void close() {
    process.close();
  }
}
