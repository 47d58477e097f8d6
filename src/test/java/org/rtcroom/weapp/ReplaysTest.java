package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.UserId;

/** A request that is repeated gets its first answer. */
class ReplaysTest {

  private static final UserId ANN = UserId.of("ann");
  private static final UserId BOB = UserId.of("bob");

  private final SettableClock clock = new SettableClock();
  private final Replays replays = new Replays();
  private final List<CompletableFuture<Answer>> works = new ArrayList<>();

  @BeforeEach
  void wire() {
    replays.stopwatch = clock;
  }

  private CompletableFuture<Answer> send(UserId user, String operation, String id, String body) {
    SentRequest sent = SentRequest.from("::1");
    if (!id.isEmpty()) {
      sent.with(WeappRequest.ID_HEADER, id);
    }
    WeappRequest request = new WeappRequest(sent.servlet(), TrustedProxies.in(""));
    request.leadsTo(Operation.at("double_room", operation));
    request.says(Fields.NONE, body.length(), body);
    return replays.once(request, user, this::work).toCompletableFuture();
  }

  private CompletionStage<Answer> work() {
    works.add(new CompletableFuture<>());
    return works.get(works.size() - 1);
  }

  private static Answer answer(int status) {
    return new Answer(status, 0, new byte[] {}, 1);
  }

  @Test
  void aRepeatGetsTheFirstAnswerAlsoWhileThatIsInTheMaking() {
    CompletableFuture<Answer> first = send(ANN, "create_room", "1", "b");
    CompletableFuture<Answer> second = send(ANN, "create_room", "1", "b");
    works.get(0).complete(answer(200));

    assertThat(works).hasSize(1);
    assertThat(second).isCompletedWithValue(first.join());
    assertThat(send(ANN, "create_room", "1", "b")).isCompletedWithValue(first.join());
  }

  @Test
  void usersOperationsAndIdsAreCountedApart() {
    send(ANN, "create_room", "1", "b");
    send(BOB, "create_room", "1", "b");
    send(ANN, "set_custom_field", "1", "b");
    send(ANN, "create_room", "2", "b");

    assertThat(works).hasSize(4);
  }

  @Test
  void withoutAnIdOfTheClientNothingIsARepeat() {
    send(ANN, "create_room", "", "b");
    send(ANN, "create_room", "", "b");

    assertThat(works).hasSize(2);
  }

  @Test
  void anotherBodyUnderTheSameIdIsRefused() {
    send(ANN, "create_room", "1", "b");

    Refused.with(WireProblem.REQUEST_ID_REUSED, () -> send(ANN, "create_room", "1", "c"));
    assertThat(works).hasSize(1);
  }

  @Test
  void afterAMinuteItIsANewRequest() {
    send(ANN, "create_room", "1", "b");
    clock.advance(Duration.ofSeconds(59));
    send(ANN, "create_room", "1", "b");
    clock.advance(Duration.ofSeconds(1));
    send(ANN, "create_room", "1", "c");

    assertThat(works).hasSize(2);
  }

  @Test
  void whatFailedByOurFaultIsTriedAgain() {
    send(ANN, "create_room", "1", "b");
    works.get(0).complete(answer(503));
    send(ANN, "create_room", "1", "b");

    assertThat(works).hasSize(2);
  }
}
