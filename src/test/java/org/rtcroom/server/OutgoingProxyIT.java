package org.rtcroom.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A company lets nothing out but through its proxy: every call of the service to others goes there,
 * in a tunnel that shows the proxy nothing but host and port.
 */
class OutgoingProxyIT {

  private static final String PASSWORD = "for-a-test";
  private static final String IM_ANSWER =
      "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpsServer> peers = new LinkedHashMap<>();

  /** By peer, where its callers came from. */
  private final Map<String, List<String>> callers = new ConcurrentHashMap<>();

  private TinyproxyProcess proxy;
  private SSLContext tls;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(TinyproxyProcess.exists(), "tinyproxy is not installed");
    proxy = TinyproxyProcess.start(Files.createDirectory(folder.resolve("proxy")));
    tls = certified();
    for (String peer : List.of("im", "live", "witness")) {
      peers.put(peer, peer(peer));
    }
  }

  @AfterEach
  void end() throws Exception {
    peers.values().forEach(peer -> peer.stop(0));
    threads.shutdownNow();
    if (proxy != null) {
      proxy.close();
    }
  }

  /** For 127.0.0.1, in a store that the service trusts. */
  private SSLContext certified() throws Exception {
    Path store = folder.resolve("peers.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "peers",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=peers",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    trusted(store);
    return context;
  }

  private void trusted(Path store) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(
        "peers",
        KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()).getCertificate("peers"));
    try (var out = Files.newOutputStream(folder.resolve("trust.p12"))) {
      trust.store(out, PASSWORD.toCharArray());
    }
  }

  private HttpsServer peer(String name) throws IOException {
    HttpsServer peer =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    peer.setHttpsConfigurator(new HttpsConfigurator(tls));
    peer.setExecutor(threads);
    peer.createContext("/", exchange -> answer(name, exchange));
    peer.start();
    return peer;
  }

  private void answer(String peer, HttpExchange exchange) throws IOException {
    String caller = exchange.getRemoteAddress().getAddress().getHostAddress();
    callers.computeIfAbsent(peer, name -> new CopyOnWriteArrayList<>()).add(caller);
    exchange.getRequestBody().readAllBytes();
    byte[] body = IM_ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String at(String peer) {
    return "https://127.0.0.1:" + requireNonNull(peers.get(peer)).getAddress().getPort();
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "tsa"})
  void everyCallGoesThroughTheProxy(String witness) throws Exception {
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry("roomservice.http.outgoing-proxy", "http://127.0.0.1:" + proxy.port),
            Map.entry("roomservice.im.enabled", "true"),
            Map.entry("roomservice.im.base-url", at("im")),
            Map.entry("roomservice.live.api-enabled", "true"),
            Map.entry("roomservice.live.api-base-url", at("live")),
            Map.entry("roomservice.live.app-id", "1251000000"),
            Map.entry("roomservice.live.api-key", "live-api-key-of-a-test"),
            Map.entry("roomservice.audit.witness", witness),
            Map.entry("roomservice.audit.witness-url", at("witness") + "/stamps"),
            Map.entry("roomservice.rooms.double-room.heartbeat-timeout", "2s"),
            Map.entry("roomservice.sweep.interval", "1s"));
    String trust =
        "-Xmx512m -Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(folder.resolve("trust.p12"), PASSWORD);
    Path home = folder.resolve("outgoing-proxy-" + witness);

    try (ServerProcess server =
        ServerProcess.startWith(home, settings, Map.of("JAVA_OPTS", trust))) {
      DemoClient ann = DemoClient.login(server.base(), "double_room", "ann");
      assertThat(ann.addPusher("proxied").getInt("code")).isZero();
      // ann falls silent: the platform is asked about her stream, and the group destroyed
      Until.within(60, () -> callers.keySet().equals(Set.of("im", "live", "witness")));
    }

    callers.forEach(
        (peer, from) -> assertThat(from).as(peer).containsOnly(TinyproxyProcess.ADDRESS));
    for (HttpsServer peer : peers.values()) {
      assertThat(proxy.said()).contains("CONNECT 127.0.0.1:" + peer.getAddress().getPort());
    }
    assertThat(proxy.said()).doesNotContain("usersig", "sign=", "/stamps", "GET ", "POST ");
  }
}
