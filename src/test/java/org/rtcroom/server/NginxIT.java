package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped configuration in a real nginx: what it says itself, and what it lets through. */
class NginxIT {

  private static final String NAME = "rooms.example.com";

  @TempDir static Path folder;

  private static NginxProcess nginx;
  private static NginxProcess alone;
  private static DemoSite site;

  /** The product behind nginx, or a node that a test plays where the product has no such path. */
  private record DemoSite(ServerProcess server, ServerSocket played) {}

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(NginxProcess.exists(), "nginx is not installed");
    ServerProcess server =
        ServerProcess.start(
            Files.createDirectory(folder.resolve("home")),
            Map.of(
                "roomservice.http.trusted-proxies", "127.0.0.1",
                "roomservice.http.require-https", "true"));
    ServerSocket played = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    site = new DemoSite(server, played);
    int port = server.base().getPort();
    nginx = NginxProcess.start(Files.createDirectory(folder.resolve("nginx")), port, port);
    alone =
        NginxProcess.start(
            Files.createDirectory(folder.resolve("alone")),
            played.getLocalPort(),
            played.getLocalPort());
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) {
      alone.close();
      nginx.close();
      site.played().close();
      site.server().close();
    }
  }

  @Test
  void clientsReachTheServiceByHttps() throws Exception {
    String answer = post(nginx, "/weapp/double_room/get_room_list", "{\"cnt\":1,\"index\":0}");

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"code\":");
    assertThat(answer).containsIgnoringCase("X-Request-Id: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /ops/health/ready HTTP/1.1|404",
        "GET /ops HTTP/1.1|404",
        "GET /OPS/metrics HTTP/1.1|404",
        "GET /ops;x/metrics HTTP/1.1|404",
        "GET /weapp/..;/ops/metrics HTTP/1.1|404",
        "GET /%6fps%3Bx/metrics HTTP/1.1|404",
        "GET /weapp//..//ops/metrics HTTP/1.1|404",
        "NONSENSE|400",
      })
  void nginxSaysNoInJson(String line, int status) throws Exception {
    assertRefused(tls(nginx, line + "\r\nHost: " + NAME + "\r\nConnection: close\r\n\r\n"), status);
  }

  @Test
  void plainHttpAtThePortOfHttpsIsToldSo() throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), nginx.https)) {
      assertRefused(exchange(plain, "GET / HTTP/1.1\r\nHost: " + NAME + "\r\n\r\n"), 400);
    }
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedInJson() throws Exception {
    String head =
        "POST /weapp/double_room/login HTTP/1.1\r\nHost: " + NAME + "\r\nConnection: close\r\n";

    assertRefused(tls(nginx, head + "Content-Length: 65537\r\n\r\n"), 413);
    assertRefused(tls(nginx, head + "Content-Length: 1000000000000000\r\n\r\n"), 413);
  }

  @Test
  void nodesThatAreDownAreToldInJson() throws Exception {
    Path own = Files.createDirectory(folder.resolve("down"));
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    try (NginxProcess lonely = NginxProcess.start(own, nobody, nobody)) {
      String answer = post(lonely, "/weapp/double_room/double_heartbeat", "{}");

      assertRefused(answer, 502);
      assertThat(answer).contains("\"code\":502").contains("Access-Control-Allow-Origin: *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%0d%0aX-Injected:%201", "/a/%0aSet-Cookie:%20a=b", "/a?userSig=secret"})
  void theRedirectKeepsThePathAndNothingElse(String path) throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), nginx.http)) {
      String answer = exchange(plain, get(path, NAME));

      String sent = path.replaceFirst("\\?.*", "");
      assertThat(answer).startsWith("HTTP/1.1 301 ").contains("https://" + NAME + sent + "\r\n");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .doesNotContain("\nx-injected", "\nset-cookie", "usersig");
    }
  }

  @Test
  void namesThatAreNotServedGetNoAnswer() throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), nginx.http)) {
      assertThat(exchange(plain, get("/", "evil.example"))).isEmpty();
    }
    assertThat(tls(nginx, get("/", "evil.example"))).isEmpty();
    assertThatThrownBy(() -> connect(nginx, "evil.example")).isInstanceOf(SSLException.class);
  }

  /** As many as a call centre sends at once; a heartbeat among them is never refused. */
  @Test
  void aFloodIsRefusedInJsonAndHeartbeatsAreNot() throws Exception {
    Path own = Files.createDirectory(folder.resolve("flood"));
    try (NginxProcess flooded =
            NginxProcess.start(
                own, site.server().base().getPort(), site.server().base().getPort());
        SSLSocket connection = connect(flooded, NAME)) {
      List<String> others = statuses(connection, "/index.html");
      assertThat(Set.copyOf(others)).contains("429").doesNotContain("502", "503");
      assertThat(others.subList(0, 1000)).doesNotContain("429");
    }
    try (NginxProcess flooded =
            NginxProcess.start(
                Files.createDirectory(folder.resolve("beats")),
                site.played().getLocalPort(),
                site.played().getLocalPort());
        SSLSocket connection = connect(flooded, NAME)) {
      Thread node = new Thread(NginxIT::answerAll);
      node.start();
      assertThat(statuses(connection, "/weapp/double_room/double_heartbeat")).doesNotContain("429");
    }
  }

  /** Answers with 204 on every connection until the socket is closed. */
  private static void answerAll() {
    while (!site.played().isClosed()) {
      try (Socket connection = site.played().accept()) {
        BufferedReader in = reader(connection);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.isEmpty()) {
            write(connection, "HTTP/1.1 204 No Content\r\n\r\n");
          }
        }
      } catch (IOException ended) {
        // the next one
      }
    }
  }

  private static List<String> statuses(SSLSocket connection, String path) throws IOException {
    BufferedReader in = reader(connection);
    List<String> statuses = new ArrayList<>();
    for (int i : IntStream.range(0, 2_500).toArray()) {
      write(connection, "HEAD " + path + " HTTP/1.1\r\nHost: " + NAME + "\r\n\r\n");
      String line = in.readLine();
      if (line == null) {
        connection.close();
        break;
      }
      statuses.add(line.split(" ")[1]);
      while (!line.isEmpty()) {
        line = in.readLine();
      }
      if (i % 1000 == 999) { // nginx ends a connection after so many
        connection.close();
        connection = connect(port(connection), NAME);
        in = reader(connection);
      }
    }
    return statuses;
  }

  private static int port(Socket connection) {
    return connection.getPort();
  }

  private static void assertRefused(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).containsIgnoringCase("Content-Type: application/json");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(body).startsWith("{\"code\":").endsWith("\"}").doesNotContain("<");
  }

  private static String post(NginxProcess nginx, String path, String body) throws IOException {
    return tls(
        nginx,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + NAME
            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static String get(String path, String host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  private static String tls(NginxProcess nginx, String request) throws IOException {
    try (SSLSocket socket = connect(nginx, NAME)) {
      return exchange(socket, request);
    }
  }

  private static SSLSocket connect(NginxProcess nginx, String name) throws IOException {
    return connect(nginx.https, name);
  }

  private static SSLSocket connect(int port, String name) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(30_000);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate is made by the test for the test. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Sends a request and reads until the other side ends. */
  private static String exchange(Socket socket, String request) throws IOException {
    socket.setSoTimeout(30_000);
    write(socket, request);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  @Test
  void webSocketsAndEventsPass() throws Exception {
    Thread node = new Thread(NginxIT::playOnce);
    node.start();
    try (SSLSocket socket = connect(alone, NAME)) {
      write(
          socket,
          "GET /ws/rooms HTTP/1.1\r\nHost: "
              + NAME
              + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      BufferedReader in = reader(socket);
      assertThat(in.readLine()).startsWith("HTTP/1.1 101");
      String line = in.readLine();
      while (!line.isEmpty()) {
        line = in.readLine();
      }
      write(socket, "hello\r\n");
      assertThat(in.readLine()).isEqualTo("hello");
    }
    try (SSLSocket socket = connect(alone, NAME)) {
      write(socket, get("/api/v1/live", NAME));
      BufferedReader in = reader(socket);
      String line = in.readLine();
      while (!line.startsWith("data:")) {
        line = in.readLine();
      }
      assertThat(line).isEqualTo("data: 1");
    }
    node.join();
  }

  /** A node that echoes one line of a WebSocket, then sends one event and no more. */
  private static void playOnce() {
    try (Socket ws = site.played().accept()) {
      BufferedReader in = reader(ws);
      boolean upgraded = false;
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        upgraded |= line.equalsIgnoreCase("upgrade: websocket");
      }
      write(
          ws,
          upgraded
              ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  + "Connection: upgrade\r\n\r\n"
              : "HTTP/1.1 400 Bad Request\r\n\r\n");
      write(ws, in.readLine() + "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Socket events = site.played().accept()) {
      BufferedReader in = reader(events);
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {}
      write(
          events,
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n");
      assertThat(in.readLine()).as("held open until the reader has gone").isNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
