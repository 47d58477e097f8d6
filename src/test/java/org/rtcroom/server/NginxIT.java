package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
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
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(NginxProcess.exists(), "nginx is not installed");
    server =
        ServerProcess.start(
            Files.createDirectory(folder.resolve("home")),
            Map.of(
                "roomservice.http.trusted-proxies", "127.0.0.1",
                "roomservice.demo.host-names", NAME,
                "roomservice.http.require-https", "true"));
    nginx = before("nginx", server.base().getPort());
  }

  /** Another nginx, whose nodes are both at that port. */
  private static NginxProcess before(String name, int port) throws Exception {
    return NginxProcess.start(Files.createDirectory(folder.resolve(name)), port, port);
  }

  @AfterAll
  static void end() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
    if (server != null) {
      server.close();
    }
  }

  /** Where a test plays a node. */
  private static ServerSocket played() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
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
      assertRefused(RawTls.exchange(plain, "GET / HTTP/1.1\r\nHost: " + NAME + "\r\n\r\n"), 400);
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
    int nobody;
    try (ServerSocket free = played()) {
      nobody = free.getLocalPort();
    }
    try (NginxProcess lonely = before("down", nobody)) {
      String answer = post(lonely, "/weapp/double_room/double_heartbeat", "{}");

      assertRefused(answer, 502);
      assertThat(answer).contains("\"code\":502").contains("Access-Control-Allow-Origin: *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%0d%0aX-Injected:%201", "/a/%0aSet-Cookie:%20a=b", "/a?userSig=secret"})
  void theRedirectKeepsThePathAndNothingElse(String path) throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), nginx.http)) {
      String answer = RawTls.exchange(plain, get(path, NAME));

      String sent = path.replaceFirst("\\?.*", "");
      assertThat(answer).startsWith("HTTP/1.1 301 ").contains("https://" + NAME + sent + "\r\n");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .doesNotContain("\nx-injected", "\nset-cookie", "usersig");
    }
  }

  @Test
  void namesThatAreNotServedGetNoAnswer() throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), nginx.http)) {
      assertThat(RawTls.exchange(plain, get("/", "evil.example"))).isEmpty();
    }
    assertThat(tls(nginx, get("/", "evil.example"))).isEmpty();
    assertThatThrownBy(() -> connect(nginx, "evil.example")).isInstanceOf(SSLException.class);
  }

  /** As many as a call centre sends at once; a heartbeat among them is never refused. */
  @Test
  void aFloodIsRefusedInJsonAndHeartbeatsAreNot() throws Exception {
    try (NginxProcess flooded = before("flood", server.base().getPort());
        SSLSocket connection = connect(flooded, NAME)) {
      List<String> others = statuses(connection, "/index.html");
      assertThat(Set.copyOf(others)).contains("429").doesNotContain("502", "503");
      assertThat(others.subList(0, 1000)).doesNotContain("429");
    }
    try (ServerSocket node = played();
        NginxProcess flooded = before("beats", node.getLocalPort());
        SSLSocket connection = connect(flooded, NAME)) {
      new Thread(() -> answerAll(node)).start();
      assertThat(statuses(connection, "/weapp/double_room/double_heartbeat")).doesNotContain("429");
    }
  }

  /** Answers with 204 on every connection until the socket is closed. */
  private static void answerAll(ServerSocket node) {
    while (!node.isClosed()) {
      try (Socket connection = node.accept()) {
        BufferedReader in = RawTls.reader(connection);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.isEmpty()) {
            RawTls.write(connection, "HTTP/1.1 204 No Content\r\n\r\n");
          }
        }
      } catch (IOException ended) {
        // the next one
      }
    }
  }

  private static List<String> statuses(SSLSocket connection, String path) throws IOException {
    BufferedReader in = RawTls.reader(connection);
    List<String> statuses = new ArrayList<>();
    for (int i : IntStream.range(0, 2_500).toArray()) {
      RawTls.write(connection, "HEAD " + path + " HTTP/1.1\r\nHost: " + NAME + "\r\n\r\n");
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
        connection = RawTls.connect(connection.getPort(), NAME);
        in = RawTls.reader(connection);
      }
    }
    return statuses;
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
      return RawTls.exchange(socket, request);
    }
  }

  private static SSLSocket connect(NginxProcess nginx, String name) throws IOException {
    return RawTls.connect(nginx.https, name);
  }

  @Test
  void webSocketsAndEventsPass() throws Exception {
    try (ServerSocket node = played();
        NginxProcess proxy = before("events", node.getLocalPort())) {
      Thread player = new Thread(() -> playOnce(node));
      player.start();
      assertWebSocketPasses(proxy);
      assertEventPasses(proxy);
      player.join();
    }
  }

  private static void assertWebSocketPasses(NginxProcess proxy) throws Exception {
    try (SSLSocket socket = connect(proxy, NAME)) {
      RawTls.write(
          socket,
          "GET /ws/rooms HTTP/1.1\r\nHost: "
              + NAME
              + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      BufferedReader in = RawTls.reader(socket);
      assertThat(in.readLine()).startsWith("HTTP/1.1 101");
      String line = in.readLine();
      while (!line.isEmpty()) {
        line = in.readLine();
      }
      RawTls.write(socket, "hello\r\n");
      assertThat(in.readLine()).isEqualTo("hello");
    }
  }

  private static void assertEventPasses(NginxProcess proxy) throws Exception {
    try (SSLSocket socket = connect(proxy, NAME)) {
      RawTls.write(socket, get("/api/v1/live", NAME));
      BufferedReader in = RawTls.reader(socket);
      String line = in.readLine();
      while (!line.startsWith("data:")) {
        line = in.readLine();
      }
      assertThat(line).isEqualTo("data: 1");
    }
  }

  /** A node that echoes one line of a WebSocket, then sends one event and no more. */
  private static void playOnce(ServerSocket node) {
    try (Socket ws = node.accept()) {
      BufferedReader in = RawTls.reader(ws);
      boolean upgraded = false;
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        upgraded |= line.equalsIgnoreCase("upgrade: websocket");
      }
      RawTls.write(
          ws,
          upgraded
              ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  + "Connection: upgrade\r\n\r\n"
              : "HTTP/1.1 400 Bad Request\r\n\r\n");
      RawTls.write(ws, in.readLine() + "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Socket events = node.accept()) {
      BufferedReader in = RawTls.reader(events);
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {}
      RawTls.write(
          events,
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n");
      assertThat(in.readLine()).as("held open until the reader has gone").isNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
