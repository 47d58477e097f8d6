package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;

/** Served on another path. */
class PayaraServerOnPostgres extends Scenarios {

  @Override
  Installed start(Path folder, Map<String, String> settings) {
    return PayaraServer.start(folder, "/video", settings);
  }

  @Override
  boolean onPostgres() {
    return true;
  }
}
