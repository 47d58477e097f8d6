package org.rtcroom.tencent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.tencent.FakeTencent.STREAM_STATE;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.outgoing.HttpCall;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

/** Exchanges are bounded in number and in time, and nobody who asks is made to wait. */
@Execution(ExecutionMode.CONCURRENT)
class OutgoingTest {

  private static final Map<String, String> TWO_AT_ONCE =
      Map.of("roomservice.outgoing.at-once", "2", "roomservice.outgoing.waiting", "3");

  /** For tests in which the limit has to pass. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "roomservice.outgoing.at-once", "2",
          "roomservice.outgoing.waiting", "3",
          "roomservice.live.api-timeout", "1s");

  private static List<CompletableFuture<StreamState>> ask(Desk desk, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> desk.live.state(new StreamName("s" + i)).toCompletableFuture())
        .toList();
  }

  @Test
  void noMoreExchangesThanAllowedAreUnderWay(@TempDir Path home) throws Exception {
    try (Desk desk = new Desk(home, TWO_AT_ONCE)) {
      desk.cloud.fail(STREAM_STATE, Fault.delay(Duration.ofMillis(50)));

      for (CompletableFuture<StreamState> state : ask(desk, 5)) {
        assertThat(state.get(10, SECONDS)).isEqualTo(StreamState.NOT_PUBLISHING);
      }
      assertThat(desk.cloud.mostInFlight(STREAM_STATE)).isEqualTo(2);
    }
  }

  @Test
  void oneExchangeTooManyFailsAtOnce(@TempDir Path home) throws Exception {
    try (Desk desk = new Desk(home, TWO_AT_ONCE)) {
      desk.cloud.fail(STREAM_STATE, Fault.manner(Fault.Manner.NEVER));

      CompletableFuture<StreamState> last = ask(desk, 6).get(5);

      assertThat(last).isCompletedExceptionally();
      assertThatThrownBy(last::join).hasMessageContaining("too many exchanges at once");
    }
  }

  @Test
  void whoWaitsForItsTurnIsAnsweredByItsDeadlineToo(@TempDir Path home) throws Exception {
    try (Desk desk = new Desk(home, IMPATIENT)) {
      desk.cloud.fail(STREAM_STATE, Fault.manner(Fault.Manner.DRIPPING_HEAD));
      long started = System.nanoTime();

      for (CompletableFuture<StreamState> state : ask(desk, 5)) {
        assertThatThrownBy(() -> state.get(10, SECONDS)).hasMessageContaining("in time");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isLessThan(Duration.ofMillis(2_500));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NEVER", "DRIPPING_HEAD", "DRIPPING_BODY"})
  void nothingIsLeftOfAnExchangeThatWasGivenUp(Fault.Manner manner, @TempDir Path home)
      throws Exception {
    try (Desk desk = new Desk(home, IMPATIENT)) {
      desk.cloud.fail(STREAM_STATE, Fault.manner(manner));
      for (CompletableFuture<StreamState> state : ask(desk, 2)) {
        assertThatThrownBy(() -> state.get(10, SECONDS)).hasMessageContaining("in time");
      }

      desk.cloud.heal();

      for (CompletableFuture<StreamState> state : ask(desk, 3)) {
        assertThat(state.get(2, SECONDS)).isEqualTo(StreamState.NOT_PUBLISHING);
      }
    }
  }

  @Test
  void aDependentThatBlocksDoesNotHoldUpDeadlines(@TempDir Path home) throws Exception {
    try (Desk desk = new Desk(home, IMPATIENT)) {
      desk.cloud.fail(STREAM_STATE, Fault.manner(Fault.Manner.NEVER));
      CompletableFuture<Void> released = new CompletableFuture<>();
      AtomicReference<String> thread = new AtomicReference<>("");
      List<CompletableFuture<StreamState>> states = ask(desk, 2);
      CompletableFuture<Void> blocked =
          states
              .get(0)
              .handle(
                  (state, failure) -> {
                    thread.set(Thread.currentThread().getName());
                    return released.join();
                  });

      assertThatThrownBy(() -> states.get(1).get(10, SECONDS)).hasMessageContaining("in time");
      assertThat(blocked).isNotDone();
      released.complete(null);
      blocked.get(10, SECONDS);
      assertThat(thread.get()).isNotEqualTo(Thread.currentThread().getName());
    }
  }

  @Test
  void anAnswerOfMoreThan64KilobytesIsNoAnswer(@TempDir Path home) throws Exception {
    try (Desk desk = new Desk(home, Map.of())) {
      String padding = " ".repeat(JsonService.LONGEST);
      desk.cloud.fail(STREAM_STATE, Fault.garbage("{\"ret\":0}" + padding));

      assertThatThrownBy(() -> ask(desk, 1).get(0).get(10, SECONDS))
          .hasMessageContaining("answer too long");
    }
  }

  @Test
  void aServiceThatIsNotThereIsNoAnswer(@TempDir Path home) throws Exception {
    String nowhere = "http://127.0.0.1:" + freePort();
    try (Desk desk = new Desk(home, Map.of("roomservice.live.api-base-url", nowhere))) {
      assertThatThrownBy(() -> ask(desk, 1).get(0).get(10, SECONDS))
          .hasMessageContaining("ConnectException")
          .hasMessageNotContaining("sign");
    }
  }

  @Test
  void aCallDoesNotShowItsQuery() {
    URI address = URI.create("http://127.0.0.1/p?usersig=secret");
    HttpCall call =
        HttpCall.get("op", address, Map.of(), new HttpCall.Bounds(Duration.ofSeconds(1), 1));

    assertThat(call.toString()).doesNotContain("secret");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
