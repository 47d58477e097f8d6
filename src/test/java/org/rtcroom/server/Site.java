package org.rtcroom.server;

import java.net.URI;
import java.nio.file.Path;

/**
 * A server that scenarios are played on.
 *
 * @param base where the WAR is served, with a slash at the end
 * @param home its directory of keys
 */
public record Site(URI base, Path home) {}
