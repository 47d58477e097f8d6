package org.rtcroom.servers;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** The ports of a server, which lie at fixed distances from one number. */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;
  private static final int STEP = 200;

  private Ports() {}

  /** A number of which all these distances are free. */
  static int free(int... distances) {
    return IntStream.iterate(FIRST, number -> number < LAST, number -> number + STEP)
        .filter(number -> IntStream.of(distances).allMatch(away -> free(number + away)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
