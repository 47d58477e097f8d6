package org.rtcroom.witness;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.checkpoint.Witness;
import org.rtcroom.outgoing.PeerClients;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;
import org.rtcroom.tencent.FakeHttp;
import org.rtcroom.tencent.Fault;

/** Each sort of witness over real HTTP or on a real disk. */
class WitnessTest {

  private static final byte[] LINE = "{\"format\":1}".getBytes(StandardCharsets.UTF_8);

  private static final Duration LONG = Duration.ofSeconds(10);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final PeerClients clients =
      new PeerClients(Settings.of(Map.of("roomservice.outgoing.at-once", "1")), System::nanoTime);
  private final Path folder;

  WitnessTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    clients.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aHostIsSentTheLineAndItsAnswerIsTheReceipt() {
    answers(200, line -> "seen".getBytes(StandardCharsets.UTF_8));

    assertThat(host(LONG).show(LINE)).asString().isEqualTo("seen");
    assertThat(received).containsExactly(LINE);
    assertThat(types).containsExactly("application/json");
  }

  @Test
  void anAnswerOfAnotherStatusIsNoReceipt() {
    answers(500, line -> new byte[] {1});

    assertThatThrownBy(() -> host(LONG).show(LINE))
        .isInstanceOf(Witness.NotWitnessed.class)
        .hasMessageContaining("500");
  }

  @Test
  void anAnswerThatIsTooLongIsNoReceipt() {
    answers(200, line -> new byte[65 * 1024]);

    assertThatThrownBy(() -> host(LONG).show(LINE)).isInstanceOf(Witness.NotWitnessed.class);
  }

  @Test
  void aHostThatHangsIsNotWaitedForLongerThanTheLimit() {
    answers(
        200,
        line -> {
          awaitRelease();
          return line;
        });

    assertThatThrownBy(() -> host(Duration.ofMillis(200)).show(LINE))
        .isInstanceOf(Witness.NotWitnessed.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"DRIPPING_HEAD", "DRIPPING_BODY"})
  void nothingIsLeftOfAnExchangeWithAHostThatDrips(Fault.Manner manner) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<Fault.Manner> how = new AtomicReference<>(manner);
    try (FakeHttp host =
        new FakeHttp(
            0,
            request ->
                new FakeHttp.Reply(
                    200,
                    "seen",
                    Duration.ZERO,
                    Objects.requireNonNull(how.get()),
                    ended::countDown))) {
      UrlWitness witness = host(host.port(), Duration.ofSeconds(1));
      assertThatThrownBy(() -> witness.show(LINE))
          .isInstanceOf(Witness.NotWitnessed.class)
          .hasMessage("no answer in time");

      assertThat(ended.await(5, SECONDS)).as("the host sees the end").isTrue();
      how.set(Fault.Manner.AT_ONCE);
      assertThat(witness.show(LINE)).as("the only thread is free").asString().isEqualTo("seen");
    }
  }

  @Test
  void aHostThatIsDownIsNoWitness() {
    UrlWitness witness = host(LONG);
    server.stop(0);

    assertThatThrownBy(() -> witness.show(LINE)).isInstanceOf(Witness.NotWitnessed.class);
  }

  @Test
  void anAuthorityIsAskedForAStampOverTheHash() {
    answers(200, query -> granting(0, query));

    byte[] stamp = new TimeStampAuthority(host(LONG)).show(LINE);

    assertThat(stamp).isEqualTo(granting(0, received.get(0)));
    assertThat(types).containsExactly("application/timestamp-query");
    assertThat(HexFormat.of().formatHex(received.get(0)))
        .matches("30..0201013031300d060960864801650304020105000420[0-9a-f]{64}02.*0101ff");
  }

  @Test
  void aStampThatWasNotGrantedIsRefused() {
    answers(200, query -> granting(2, query));

    assertThatThrownBy(() -> new TimeStampAuthority(host(LONG)).show(LINE))
        .isInstanceOf(Witness.NotWitnessed.class)
        .hasMessageContaining("grant");
  }

  @Test
  void aStampOverSomethingElseIsRefused() {
    answers(200, query -> granting(0, new byte[80]));

    assertThatThrownBy(() -> new TimeStampAuthority(host(LONG)).show(LINE))
        .isInstanceOf(Witness.NotWitnessed.class)
        .hasMessageContaining("something else");
  }

  @Test
  void theRequestIsThatOfTheRfc() {
    byte[] request = TimeStampAuthority.request(new byte[32], Der.of(Der.INTEGER, new byte[] {5}));

    assertThat(HexFormat.of().formatHex(request))
        .isEqualTo(
            "303c0201013031300d06096086480165030402010500"
                + "0420"
                + "00".repeat(32)
                + "0201050101ff");
  }

  @Test
  void aFileOnAMountIsAppendedTo() throws IOException {
    Path file = Files.writeString(folder.resolve("seen.log"), "before\n");

    assertThat(new FileWitness(file).show(LINE)).isEmpty();
    assertThat(file).hasContent("before\n{\"format\":1}\n");
  }

  @Test
  void aMountThatIsGoneIsNotReplacedByAFolder() {
    Path file = folder.resolve("gone.log");

    assertThatThrownBy(() -> new FileWitness(file).show(LINE))
        .isInstanceOf(Witness.NotWitnessed.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void productionSaysWhoTheWitnessIs() {
    assertThatThrownBy(() -> read(Map.of("roomservice.mode", "production")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("roomservice.audit.witness");
    assertThat(
            read(Map.of("roomservice.mode", "production", "roomservice.audit.witness", "none"))
                .sort())
        .isEqualTo(WitnessSettings.Sort.NONE);
  }

  @Test
  void aSortThatNeedsAnAddressHasOne() {
    assertThatThrownBy(() -> read(Map.of("roomservice.audit.witness", "tsa")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("witness-url");
    assertThatThrownBy(() -> read(Map.of("roomservice.audit.witness", "file")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("witness-file");
  }

  private static WitnessSettings read(Map<String, String> values) {
    return WitnessSettings.read(Settings.of(values));
  }

  private UrlWitness host(Duration limit) {
    return host(server.getAddress().getPort(), limit);
  }

  private UrlWitness host(int port, Duration limit) {
    URI address = URI.create("http://127.0.0.1:" + port + "/");
    return new UrlWitness(address, limit, clients.forPeer());
  }

  private void answers(int status, UnaryOperator<byte[]> answer) {
    server.createContext(
        "/",
        call -> {
          byte[] body = call.getRequestBody().readAllBytes();
          received.add(body);
          types.add(call.getRequestHeaders().getFirst("Content-Type"));
          byte[] text = answer.apply(body);
          call.sendResponseHeaders(status, text.length);
          call.getResponseBody().write(text);
          call.close();
        });
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shaped like a TimeStampResp: a status, and something that holds what was asked. */
  private static byte[] granting(int status, byte[] query) {
    byte[] info = Der.of(Der.SEQUENCE, Der.of(Der.INTEGER, new byte[] {(byte) status}));
    return Der.of(Der.SEQUENCE, info, query);
  }
}
