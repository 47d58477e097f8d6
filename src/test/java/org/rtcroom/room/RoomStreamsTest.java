package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

class RoomStreamsTest {

  private static final UserId DAN = UserId.of("dan");
  private static final MixAnswer MIXED = new MixAnswer(0, "", 0);

  /** A platform that mixes whatever it is asked to. */
  private static final class Mixer implements LivePlatform {
    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public CompletionStage<StreamState> state(StreamName stream) {
      return CompletableFuture.completedFuture(StreamState.UNKNOWN);
    }

    @Override
    public CompletionStage<MixAnswer> mix(MixRequest request) {
      return CompletableFuture.completedFuture(MIXED);
    }
  }

  private final Site site = new Site(Map.of("roomservice.rooms.live-room.admission", "open"));
  private final RoomStreams streams = new RoomStreams();

  @BeforeEach
  void wire() {
    streams.directory = site.directory;
    streams.settings = site.settings;
    streams.bans = site.bans;
    streams.platform = new Mixer();
  }

  @Test
  void anAddressToPublishToIsGivenBeforeTheRoomIsOpen() {
    streams.requireMayPublish(RoomType.LIVE, "unknown", ANN);

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void whoWasRemovedGetsNoAddressToPublishTo() {
    site.join(RoomType.LIVE, "r", ANN);
    site.join(RoomType.LIVE, "r", BOB);
    site.remove(RoomKey.of(RoomType.LIVE, "r"), BOB);

    assertRefused(Problem.NOT_ALLOWED, () -> streams.requireMayPublish(RoomType.LIVE, "r", BOB));
  }

  @Test
  void aRoomThatDoesNotExistForSomebodyGivesThemNoAddress() {
    invited(ANN);

    assertRefused(Problem.NO_SUCH_ROOM, () -> streams.requireMayPublish(RoomType.LIVE, "i", BOB));
  }

  @Test
  void handingOutPlayUrlsOfAnInvitedSessionIsAnEventOnce() {
    invited(ANN, BOB);
    site.join(RoomType.LIVE, "i", ANN);
    RoomState seen = state("i");
    long before = last("i");

    streams.handPlayUrls(seen, BOB, Site.actor(BOB));
    streams.handPlayUrls(seen, BOB, Site.actor(BOB));

    assertThat(last("i")).isEqualTo(before + 1);
  }

  /** Somebody joins after the room was looked at and before the handing out is decided. */
  @Test
  void noPlayUrlIsHandedOutUnrecordedToWhoAsksWhileSomebodyJoins() throws Exception {
    invited(ANN, BOB, CAT, DAN);
    site.join(RoomType.LIVE, "i", ANN);
    RoomState seen = state("i");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    CountDownLatch recording = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    site.journal.beforeEach(
        change -> {
          recording.countDown();
          await(goOn);
        });
    Future<?> busy = threads.submit(() -> site.join(RoomType.LIVE, "i", CAT));
    await(recording);
    Future<?> joining = threads.submit(() -> site.join(RoomType.LIVE, "i", DAN));
    awaitWaiting(1);
    Future<Optional<RoomView>> asking =
        threads.submit(() -> streams.handPlayUrls(seen, BOB, Site.actor(BOB)));
    awaitWaiting(2);
    goOn.countDown();
    busy.get();
    joining.get();

    assertThat(asking.get().orElseThrow().room().members()).hasSize(3);
    assertThat(site.journal.events())
        .contains(new RoomEvent.PlayUrlHanded(BOB, List.of("1_ann", "1_cat", "1_dan")));
    threads.shutdown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitWaiting(int commands) {
    Room room = site.room(RoomType.LIVE, "i");
    while (room.waiting() < commands) {
      Thread.onSpinWait();
    }
  }

  @Test
  void membersAndRoomsForAllMakeNoSuchEvent() {
    invited(ANN, BOB);
    site.join(RoomType.LIVE, "i", ANN);
    site.join(RoomType.LIVE, "r", CAT);
    long before = last("i");
    long beforeInOther = last("r");

    streams.handPlayUrls(state("i"), ANN, Site.actor(ANN));
    streams.handPlayUrls(state("r"), BOB, Site.actor(BOB));

    assertThat(last("i")).isEqualTo(before);
    assertThat(last("r")).isEqualTo(beforeInOther);
  }

  @Test
  void whoWasRemovedOrBannedIsToldOfNoPlayUrl() {
    RoomKey key = RoomKey.of(RoomType.LIVE, "r");
    site.join(RoomType.LIVE, "r", ANN);
    site.join(RoomType.LIVE, "r", BOB);
    site.remove(key, BOB);
    ban(key, CAT);

    assertThat(view("r", ANN).playable()).isTrue();
    assertThat(view("r", DAN).playable()).isTrue();
    assertThat(view("r", BOB).playable()).isFalse();
    assertThat(view("r", CAT).playable()).isFalse();
    site.clock.advance(Duration.ofHours(2));
    assertThat(view("r", CAT).playable()).isTrue();
    assertThat(view("r", BOB).playable()).isFalse();
  }

  /** Nothing was handed out, so nothing is recorded, nor taken for recorded later. */
  @Test
  void lookingIntoAnInvitedSessionIsNoEventOfWhoIsKeptOut() {
    invited(ANN, BOB, CAT);
    RoomKey key = RoomKey.of(RoomType.LIVE, "i");
    site.join(RoomType.LIVE, "i", ANN);
    ban(key, CAT);
    site.remove(key, BOB);
    long before = last("i");

    assertThat(view("i", BOB).playable()).isFalse();
    assertThat(view("i", CAT).playable()).isFalse();
    assertThat(last("i")).isEqualTo(before);
    site.clock.advance(Duration.ofHours(2));
    assertThat(view("i", CAT).playable()).isTrue();
    assertThat(site.journal.events())
        .contains(new RoomEvent.PlayUrlHanded(CAT, List.of("1_ann")))
        .noneMatch(event -> event instanceof RoomEvent.PlayUrlHanded to && to.userId().equals(BOB));
  }

  private RoomView view(String roomId, UserId user) {
    return streams.handPlayUrls(state(roomId), user, Site.actor(user)).orElseThrow();
  }

  private void ban(RoomKey key, UserId user) {
    Instant until = site.clock.instant().plus(Duration.ofHours(1));
    site.bans.impose(new Ban.Subject(key, user), until, Actor.SERVICE);
  }

  @Test
  void whoWasPutOutOfARoomMixesItsStreamsIntoNoOther() {
    RoomKey key = RoomKey.of(RoomType.LIVE, "r");
    site.join(RoomType.LIVE, "r", ANN);
    site.join(RoomType.LIVE, "r", BOB);
    site.join(RoomType.LIVE, "other", BOB);
    MixRequest both = mix("1_bob", "1_bob", "1_ann");
    RoomKey other = RoomKey.of(RoomType.LIVE, "other");
    assertThat(streams.mix(other, BOB, both)).isCompletedWithValue(MIXED);

    site.remove(key, BOB);

    assertRefused(Problem.NOT_ALLOWED, () -> streams.mix(other, BOB, both));
  }

  @Test
  void onlyWhoIsInsidePublishes() {
    site.join(RoomType.LIVE, "r", ANN);
    site.join(RoomType.LIVE, "r", BOB);
    site.remove(RoomKey.of(RoomType.LIVE, "r"), BOB);

    assertThat(streams.published(RoomType.LIVE, "r", ANN)).contains(new StreamName("1_ann"));
    assertThat(streams.published(RoomType.LIVE, "r", BOB)).isEmpty();
    assertThat(streams.published(RoomType.MULTI, "r", ANN)).isEmpty();
  }

  @Test
  void aMemberMixesOthersIntoTheirOwnStream() {
    site.join(RoomType.LIVE, "r", ANN);
    site.join(RoomType.LIVE, "r", BOB);
    site.join(RoomType.LIVE, "other", CAT);

    assertThat(
            streams.mix(
                RoomKey.of(RoomType.LIVE, "r"), ANN, mix("1_ann", "1_ann", "1_bob", "1_cat")))
        .isCompletedWithValue(MIXED);
  }

  @Test
  void nobodyMixesIntoAStreamOfOthersNorStreamsOfNobody() {
    RoomKey key = RoomKey.of(RoomType.LIVE, "r");
    site.join(RoomType.LIVE, "r", ANN);
    site.join(RoomType.LIVE, "r", BOB);
    invited(CAT);
    site.join(RoomType.LIVE, "i", CAT);

    for (MixRequest wrong :
        List.of(
            mix("1_bob", "1_ann", "1_ann"),
            mix("1_ann", "1_bob", "1_ann"),
            mix("1_ann", "1_ann", "1_nobody"),
            mix("1_ann", "1_ann", "1_cat"),
            canvas("1_ann", "1_bob"))) {
      assertRefused(Problem.NOT_ALLOWED, () -> streams.mix(key, ANN, wrong));
    }
  }

  @Test
  void onlyMembersMix() {
    RoomKey key = RoomKey.of(RoomType.LIVE, "r");
    site.join(RoomType.LIVE, "r", ANN);

    assertRefused(Problem.NOT_A_MEMBER, () -> streams.mix(key, BOB, mix("1_ann", "1_ann")));
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE,false", "MULTI,false", "LIVE,true"})
  void everyRoomMixesItsOwnStreamsAndBroadcastsThoseOfOthersToo(RoomType type, boolean others) {
    RoomKey key = RoomKey.of(type, "r");
    site.join(type, "r", ANN);
    site.join(type, "r", BOB);
    site.join(type, "other", CAT);

    assertThat(streams.mix(key, ANN, mix("1_ann", "1_ann", "1_ann", "1_bob")))
        .isCompletedWithValue(MIXED);
    MixRequest across = mix("1_ann", "1_ann", "1_ann", "1_cat");
    if (others) {
      assertThat(streams.mix(key, ANN, across)).isCompletedWithValue(MIXED);
    } else {
      assertRefused(Problem.NOT_ALLOWED, () -> streams.mix(key, ANN, across));
    }
  }

  private void invited(UserId... users) {
    RoomRequest wish = Site.wish(RoomType.LIVE, "i");
    site.opener.openFor(wish, Set.of(users), List.of(), Actor.SERVICE);
  }

  private RoomState state(String roomId) {
    return site.room(RoomType.LIVE, roomId).state();
  }

  private long last(String roomId) {
    return site.room(RoomType.LIVE, roomId).position().orElseThrow().seq();
  }

  private static MixRequest mix(String session, String output, String... inputs) {
    List<MixRequest.Input> all =
        Stream.of(inputs.length == 0 ? new String[] {"1_ann"} : inputs)
            .map(name -> input(name, Optional.empty()))
            .toList();
    return new MixRequest(session, new StreamName(output), Optional.empty(), all);
  }

  private static MixRequest canvas(String own, String canvas) {
    MixRequest.Input ground = input(canvas, Optional.of(3));
    return new MixRequest(own, new StreamName(own), Optional.empty(), List.of(ground));
  }

  private static MixRequest.Input input(String stream, Optional<Integer> type) {
    MixRequest.Layout layout =
        new MixRequest.Layout(
            1,
            type,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new MixRequest.Input(new StreamName(stream), layout, Optional.empty());
  }

  private static void assertRefused(Problem problem, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            RoomException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
