package org.rtcroom.outgoing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.settings.Settings;
import org.rtcroom.tencent.FakeHttp;
import org.rtcroom.tencent.Fault;

/** Calls are bounded in number, time and size, over real HTTP, and show no secret. */
@Execution(ExecutionMode.CONCURRENT)
class PeerClientTest {

  private static final HttpCall.Bounds PATIENT = new HttpCall.Bounds(Duration.ofSeconds(10), 100);
  private static final HttpCall.Bounds IMPATIENT = new HttpCall.Bounds(Duration.ofMillis(500), 100);

  private final List<FakeHttp.Request> received = new CopyOnWriteArrayList<>();
  private volatile FakeHttp.Reply reply = reply(200, "seen", Fault.Manner.AT_ONCE);
  private final FakeHttp host = new FakeHttp(0, this::serve);
  private PeerClients clients = clients(Map.of());

  private FakeHttp.Reply serve(FakeHttp.Request request) {
    received.add(request);
    return reply;
  }

  private static FakeHttp.Reply reply(int status, String body, Fault.Manner manner) {
    return new FakeHttp.Reply(status, body, Duration.ZERO, manner, () -> {});
  }

  private static PeerClients clients(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("roomservice.outgoing.at-once", "1");
    values.put("roomservice.outgoing.waiting", "1");
    return new PeerClients(Settings.of(values), System::nanoTime);
  }

  @AfterEach
  void stop() {
    clients.close();
    host.close();
  }

  private HttpCall get(HttpCall.Bounds bounds) {
    return HttpCall.get("op", hostAt("/p?sign=secret"), Map.of(), bounds);
  }

  private URI hostAt(String path) {
    return URI.create("http://127.0.0.1:" + host.port() + path);
  }

  private static HttpAnswer answer(PeerClient client, HttpCall call) {
    return client.send(call).toCompletableFuture().join();
  }

  @Test
  void aRequestArrivesAsItIsAndItsAnswerComesBackWhole() {
    reply = reply(404, "who?", Fault.Manner.AT_ONCE);
    byte[] body = "é".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "text/plain");

    HttpAnswer answer =
        answer(clients.forPeer(), HttpCall.post("op", hostAt("/p?a=b"), headers, body, PATIENT));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).asString().isEqualTo("who?");
    assertThat(received).containsExactly(new FakeHttp.Request("POST", "/p", Map.of("a", "b"), "é"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DRIPPING_HEAD", "DRIPPING_BODY"})
  void atTheDeadlineTheConnectionIsClosedAndTheThreadFree(Fault.Manner manner) throws Exception {
    PeerClient client = clients.forPeer();
    assertThat(answer(client, get(PATIENT)).status()).isEqualTo(200);
    CountDownLatch ended = new CountDownLatch(1);
    reply = new FakeHttp.Reply(200, "", Duration.ZERO, manner, ended::countDown);

    assertThatThrownBy(() -> answer(client, get(IMPATIENT)))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(NoAnswer.class)
        .hasMessageEndingWith("op: no answer in time");

    assertThat(ended.await(5, SECONDS)).as("the host sees the end").isTrue();
    reply = reply(200, "seen", Fault.Manner.AT_ONCE);
    assertThat(answer(client, get(PATIENT)).status()).isEqualTo(200);
  }

  @Test
  void aPeerThatHangsLeavesRoomForCallsToOthers() {
    reply = reply(200, "", Fault.Manner.NEVER);
    PeerClient hanging = clients.forPeer();
    List<CompletableFuture<HttpAnswer>> calls =
        IntStream.range(0, 3)
            .mapToObj(i -> hanging.send(get(PATIENT)).toCompletableFuture())
            .toList();
    assertThat(calls.get(2)).isCompletedExceptionally();
    assertThatThrownBy(calls.get(2)::join).hasMessageEndingWith("op: too many exchanges at once");
    assertThat(calls.get(0)).isNotDone();

    try (FakeHttp other = new FakeHttp(0, request -> reply(200, "other", Fault.Manner.AT_ONCE))) {
      URI address = URI.create("http://127.0.0.1:" + other.port());

      HttpAnswer answer = answer(clients.forPeer(), HttpCall.get("op", address, Map.of(), PATIENT));

      assertThat(answer.body()).asString().isEqualTo("other");
    }
  }

  @Test
  void anAnswerMayBeAsLongAsItsCallAllowsAndNoLonger() {
    PeerClient client = clients.forPeer();
    reply = reply(200, "x".repeat(100), Fault.Manner.AT_ONCE);
    assertThat(answer(client, get(PATIENT)).body()).hasSize(100);

    reply = reply(200, "x".repeat(101), Fault.Manner.AT_ONCE);
    assertThatThrownBy(() -> answer(client, get(PATIENT)))
        .hasMessageEndingWith("op: answer too long");
  }

  @Test
  void noTextShowsTheQuery() {
    HttpCall call = get(PATIENT);
    host.close();

    assertThatThrownBy(() -> answer(clients.forPeer(), call))
        .hasMessageContaining("ConnectException")
        .satisfies(
            failure ->
                assertThat(call + " " + failure + failure.getCause())
                    .doesNotContain("secret", "http:", "127.0.0.1"));
  }

  @Test
  void anAddressTheClientRefusesIsNoAnswerAndNotShown() {
    HttpCall call = HttpCall.get("op", URI.create("ftp://h/?sign=secret"), Map.of(), PATIENT);

    assertThatThrownBy(() -> answer(clients.forPeer(), call))
        .hasMessageEndingWith("op: IllegalArgumentException");
  }

  @Test
  void callsGoThroughTheProxy() {
    clients = clients(Map.of("roomservice.http.outgoing-proxy", hostAt("").toString()));
    URI address = URI.create("http://peer.invalid/p?a=b");

    HttpAnswer answer = answer(clients.forPeer(), HttpCall.get("op", address, Map.of(), PATIENT));

    assertThat(answer.body()).asString().isEqualTo("seen");
    assertThat(received)
        .extracting(FakeHttp.Request::path)
        .containsExactly("http://peer.invalid/p");
  }

  @Test
  void callsByHttpsAskTheProxyForATunnelAndShowItNothing() {
    clients = clients(Map.of("roomservice.http.outgoing-proxy", hostAt("").toString()));
    reply = reply(502, "", Fault.Manner.AT_ONCE);
    URI address = URI.create("https://peer.invalid/p?sign=secret");
    HttpCall call = HttpCall.get("op", address, Map.of(), PATIENT);

    assertThatThrownBy(() -> answer(clients.forPeer(), call))
        .hasCauseInstanceOf(NoAnswer.class)
        .hasMessageNotContainingAny("secret", "peer.invalid");

    assertThat(received)
        .containsExactly(new FakeHttp.Request("CONNECT", "peer.invalid:443", Map.of(), ""));
  }

  @Test
  void aProxyThatDripsIsGivenUpToo() throws Exception {
    clients = clients(Map.of("roomservice.http.outgoing-proxy", hostAt("").toString()));
    PeerClient client = clients.forPeer();
    assertThat(answer(client, get(PATIENT)).status()).isEqualTo(200);
    CountDownLatch ended = new CountDownLatch(1);
    reply =
        new FakeHttp.Reply(200, "", Duration.ZERO, Fault.Manner.DRIPPING_HEAD, ended::countDown);
    URI address = URI.create("https://peer.invalid/");

    assertThatThrownBy(() -> answer(client, HttpCall.get("op", address, Map.of(), IMPATIENT)))
        .hasMessageEndingWith("op: no answer in time");

    assertThat(ended.await(5, SECONDS)).as("the proxy sees the end").isTrue();
  }
}
