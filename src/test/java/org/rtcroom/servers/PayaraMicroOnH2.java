package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;

/** Served at the root. */
class PayaraMicroOnH2 extends Scenarios {

  @Override
  Installed start(Path folder, Map<String, String> settings) {
    return PayaraMicro.start(folder, settings);
  }

  @Override
  boolean onPostgres() {
    return false;
  }
}
