package org.rtcroom.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real proxy as companies have one for what goes out, seen by others at an address of its own.
 */
final class TinyproxyProcess implements AutoCloseable {

  /** Where its connections to peers come from. */
  static final String ADDRESS = "127.0.0.7";

  final int port;
  private final Path log;
  private final Process process;

  private TinyproxyProcess(int port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  static boolean exists() {
    return Program.find("tinyproxy").isPresent();
  }

  static TinyproxyProcess start(Path folder) throws Exception {
    int port = freePort();
    Path log = folder.resolve("log");
    Path settings =
        Files.writeString(
            folder.resolve("tinyproxy.conf"),
            """
            Port %d
            Listen 127.0.0.1
            Bind %s
            Allow 127.0.0.1
            Timeout 60
            MaxClients 100
            LogLevel Connect
            LogFile "%s"
            """
                .formatted(port, ADDRESS, log));
    Process process =
        new ProcessBuilder(
                Program.find("tinyproxy").orElseThrow().toString(), "-d", "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Until.within(20, () -> listens(port));
    return new TinyproxyProcess(port, log, process);
  }

  /** What it says that it did. */
  String said() throws IOException {
    return Files.readString(log);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
