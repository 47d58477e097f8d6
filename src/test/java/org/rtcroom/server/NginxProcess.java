package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real nginx with the configuration that is shipped; ports, files and nodes alone are a test's.
 */
final class NginxProcess implements AutoCloseable {

  private static final Path SHIPPED = Path.of("payara/nginx.conf");
  private static final char[] PASSWORD = "for-a-test".toCharArray();

  final int http;
  final int https;
  private final Path folder;
  private final Process process;

  private NginxProcess(Path folder, int http, int https, Process process) {
    this.folder = folder;
    this.http = http;
    this.https = https;
    this.process = process;
  }

  /** Whether this machine has nginx. */
  static boolean exists() {
    return Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin"})
        .flatMap(Stream::of)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
  }

  /** Starts one before two nodes, which need not be there. */
  static NginxProcess start(Path folder, int node1, int node2) throws Exception {
    int http = freePort();
    int https = freePort();
    certificate(folder);
    Map<String, String> own = new LinkedHashMap<>();
    own.put("/var/log/nginx/", folder + "/");
    own.put("/etc/ssl/certs/rooms.example.com.pem", folder + "/certificate.pem");
    own.put("/etc/ssl/private/rooms.example.com.key", folder + "/key.pem");
    own.put("listen 80", "listen 127.0.0.1:" + http);
    own.put("listen 443", "listen 127.0.0.1:" + https);
    own.put("127.0.0.1:8081", "127.0.0.1:" + node1);
    own.put("127.0.0.1:8082", "127.0.0.1:" + node2);
    String shipped = Files.readString(SHIPPED);
    for (Map.Entry<String, String> each : own.entrySet()) {
      assertThat(shipped).contains(each.getKey());
      shipped = shipped.replace(each.getKey(), each.getValue());
    }
    Path site = Files.writeString(folder.resolve("roomservice.conf"), shipped);
    Path main =
        Files.writeString(
            folder.resolve("nginx.conf"),
            "daemon off; pid " + folder + "/pid; events {} http { include " + site + "; }");
    Process process =
        new ProcessBuilder("nginx", "-p", folder.toString(), "-c", main.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    NginxProcess nginx = new NginxProcess(folder, http, https, process);
    nginx.awaitListening();
    return nginx;
  }

  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!listens()) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as(Files.readString(folder.resolve("output")))
          .isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", https), 1000);
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

  private static void certificate(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=rooms.example.com",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    pem(folder, "certificate", "CERTIFICATE", keys.getCertificate("site").getEncoded());
    pem(folder, "key", "PRIVATE KEY", keys.getKey("site", PASSWORD).getEncoded());
  }

  private static void pem(Path folder, String name, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.write(
        folder.resolve(name + ".pem"),
        List.of("-----BEGIN " + type + "-----", text, "-----END " + type + "-----"));
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
