package org.rtcroom.servers;

import org.rtcroom.server.Site;

/** A server with the WAR on it, up and ready. */
interface Installed extends AutoCloseable {

  Site site();

  /** Stops it, by force if need be. */
  @Override
  void close();
}
