package org.rtcroom.witness;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TimeStampRequest;
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
import org.rtcroom.verifier.SampleAuthority;
import org.rtcroom.verifier.stamp.StampCertificates;

/** Each sort of witness over real HTTP or on a real disk. */
class WitnessTest {

  private static final byte[] LINE = "{\"format\":1}".getBytes(StandardCharsets.UTF_8);

  private static final Duration LONG = Duration.ofSeconds(10);

  private static final SampleAuthority OTHER = new SampleAuthority("EC");

  private final SampleAuthority authority = new SampleAuthority("EC");
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
  void anAuthorityIsAskedForAStampOverTheHash() throws Exception {
    answers(200, authority::answer);

    byte[] stamp = authority(given(authority.issuerPem())).show(LINE);

    assertThat(types).containsExactly("application/timestamp-query");
    assertThat(HexFormat.of().formatHex(received.get(0)))
        .matches("30..0201013031300d060960864801650304020105000420[0-9a-f]{64}02.*0101ff");
    assertThat(authority(given(authority.issuerPem())).proves(LINE, stamp))
        .contains(authority.now.truncatedTo(ChronoUnit.SECONDS));
    assertThat(authority(given(OTHER.issuerPem())).proves(LINE, stamp)).isEmpty();
    assertThat(authority(Optional.empty()).proves(LINE, stamp)).isEmpty();
  }

  @Test
  void withoutACertificateAnAnswerHasToBeConsistent() throws Exception {
    answers(200, authority::answer);
    assertThat(authority(Optional.empty()).show(LINE)).isNotEmpty();

    authority.purpose = KeyPurposeId.id_kp_codeSigning;
    assertRefused(Optional.empty(), "no good time stamp");
  }

  @Test
  void aStampThatWasNotGrantedIsRefused() {
    authority.status = 2;
    answers(200, authority::answer);

    assertRefused(Optional.empty(), "grant");
  }

  @Test
  void aStampOverSomethingElseIsRefused() {
    answers(200, query -> authority.answer(request(new byte[] {1}, query)));

    assertRefused(Optional.empty(), "something else");
  }

  @Test
  void anAnswerToAnotherRequestIsRefused() {
    answers(200, query -> authority.answer(TimeStampAuthority.request(LINE, BigInteger.TEN)));

    assertRefused(Optional.empty(), "another request");
  }

  @Test
  void aRequestThatIsSentBackIsNoStamp() {
    answers(200, query -> query);

    assertRefused(Optional.empty(), "no good time stamp");
  }

  @Test
  void aStampOfAnotherAuthorityIsRefused() throws Exception {
    answers(200, OTHER::answer);

    assertRefused(given(authority.issuerPem()), "another authority");
  }

  @Test
  void aFileThatHoldsNoCertificateStopsTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("none.pem"), "nothing");

    assertThatThrownBy(() -> read(Map.of("roomservice.audit.witness-certificate", file.toString())))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("witness-certificate");
  }

  private void assertRefused(Optional<StampCertificates> trusted, String why) {
    assertThatThrownBy(() -> authority(trusted).show(LINE))
        .isInstanceOf(Witness.NotWitnessed.class)
        .hasMessageContaining(why);
  }

  private TimeStampAuthority authority(Optional<StampCertificates> trusted) {
    return new TimeStampAuthority(host(LONG), trusted);
  }

  private Optional<StampCertificates> given(String pem) throws IOException {
    return Optional.of(
        StampCertificates.of(Files.writeString(folder.resolve("authority.pem"), pem)));
  }

  /** A request about another line that is else like that one. */
  private static byte[] request(byte[] line, byte[] query) throws IOException {
    return TimeStampAuthority.request(line, new TimeStampRequest(query).getNonce());
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

  /** What a host says to a body. */
  private interface Answer {
    byte[] to(byte[] body) throws IOException;
  }

  private void answers(int status, Answer answer) {
    server.createContext(
        "/",
        call -> {
          byte[] body = call.getRequestBody().readAllBytes();
          received.add(body);
          types.add(call.getRequestHeaders().getFirst("Content-Type"));
          byte[] text = answer.to(body);
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
}
