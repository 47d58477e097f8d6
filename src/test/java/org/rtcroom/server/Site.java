package org.rtcroom.server;

import java.net.URI;
import java.nio.file.Path;

/**
 * A server that scenarios are played on.
 *
 * @param base where the WAR is served, with a slash at the end
 * @param home its directory of keys
 */
public record Site(URI base, Path home) {

  /**
   * One of this machine.
   *
   * @param context the root of the WAR, {@code /} or such as {@code /video}
   */
  public static Site of(int port, String context, Path home) {
    String path = context.endsWith("/") ? context : context + "/";
    return new Site(URI.create("http://127.0.0.1:" + port + path), home);
  }
}
