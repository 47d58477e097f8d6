package org.rtcroom.servers;

import java.nio.file.Path;
import java.util.Map;

/** Served on another path. */
class WildFlyOnPostgres extends Scenarios {

  @Override
  Installed start(Path folder, Map<String, String> settings) {
    return WildFly.start(folder, "/video", settings);
  }

  @Override
  boolean onPostgres() {
    return true;
  }
}
