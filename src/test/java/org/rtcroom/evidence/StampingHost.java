package org.rtcroom.evidence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.rtcroom.verifier.SampleAuthority;

/** A time-stamp authority over real HTTP. */
final class StampingHost implements AutoCloseable {

  private final SampleAuthority authority = new SampleAuthority("EC");
  private final HttpServer server;
  private final Path certificate;

  /**
   * Begins to stamp.
   *
   * @param folder where its certificate is put
   */
  StampingHost(Path folder) throws Exception {
    certificate = Files.writeString(folder.resolve("authority.pem"), authority.issuerPem());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange call) throws IOException {
    authority.now = Clock.systemUTC().instant();
    byte[] stamp = authority.answer(call.getRequestBody().readAllBytes());
    call.sendResponseHeaders(200, stamp.length);
    call.getResponseBody().write(stamp);
    call.close();
  }

  /** The certificate of its issuer, PEM. */
  Path certificate() {
    return certificate;
  }

  /** What makes it the witness of a server. */
  Map<String, String> settings() {
    return Map.of(
        "roomservice.audit.witness",
        "tsa",
        "roomservice.audit.witness-url",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/",
        "roomservice.audit.witness-certificate",
        certificate.toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
