package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;

/** Served at the root, by the server that is recommended for production. */
class PayaraMicro7OnH2 extends Scenarios {

  @Override
  Installed start(Path folder, Map<String, String> settings) {
    return PayaraMicro7.start(folder, settings);
  }

  @Override
  boolean onPostgres() {
    return false;
  }
}
