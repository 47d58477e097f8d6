package org.rtcroom.weapp;

import org.rtcroom.Measured;
import org.rtcroom.Round;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Audience;
import org.rtcroom.room.GroupOwner;
import org.rtcroom.room.Member;
import org.rtcroom.room.Phase;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.RoomView;
import org.rtcroom.room.Terms;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.StreamAddresses;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.TreePVector;

/**
 * What the answers cost that clients ask for again and again, with the envelope around them. The
 * time stands still, so that they stay comparable; the last one of each iteration is compared.
 */
public class AnswerWritten extends Measured {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final Duration VALID = Duration.ofHours(4);
  private static final long STATUS = 7;

  private final Answers answers = new Answers();
  private StreamAddresses addresses;
  private RoomSettings policies;
  private RoomJson rooms;
  private RoomState room;
  private Round<RoomState> changed;
  private List<RoomState> page;
  private List<RoomView> shown;
  private String heartbeat;
  private String list;
  private Answer answer;
  private String expected;

  @Setup
  public void open() throws IOException {
    String home = Files.createTempDirectory("rooms").toString();
    Settings settings = Settings.of(Map.of("roomservice.home", home));
    addresses = new StreamAddresses(new StreamSettings(settings));
    policies = new RoomSettings(settings);
    policies.read();
    answers.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    room = room(0, 4);
    List<Member> members = room.members();
    changed =
        new Round<>(
            Stream.generate(() -> room(0, members)).limit(Round.LENGTH).toList(), this::forget);
    page = IntStream.range(0, 20).mapToObj(n -> room(n, 1)).toList();
    shown = page.stream().map(RoomView::whole).toList();
    heartbeat = enveloped("\"roomStatusCode\":" + STATUS + "," + pushers(room));
    list =
        enveloped(
            page.stream().map(this::written).collect(Collectors.joining(",", "\"rooms\":[", "]")));
  }

  private void forget() {
    rooms = new RoomJson();
    rooms.addresses = addresses;
    rooms.settings = policies;
    rooms.clock = answers.clock;
  }

  private RoomState room(int number, int pushers) {
    return room(number, IntStream.range(0, pushers).mapToObj(n -> member(number, n)).toList());
  }

  private Member member(int room, int number) {
    String user = "u" + room + "_" + number;
    StreamName stream = addresses.pushUrl(Optional.of("room" + room), user, NOW, VALID).streamName();
    String avatar = "https://example.com/" + user + ".png";
    return new Member(UserId.of(user), "name of " + user, avatar, Optional.of(stream), 0);
  }

  private static RoomState room(int number, List<Member> members) {
    Optional<UserId> creator = Optional.of(members.get(0).userId());
    String id = "room" + number;
    Terms terms =
        new Terms(
            RoomType.LIVE, id, creator, "of " + id, "", true, GroupOwner.NONE, Optional.empty());
    return new RoomState(
        SessionId.next(NOW),
        terms,
        Phase.ACTIVE,
        creator,
        true,
        NOW,
        Optional.of(NOW),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TreePVector.from(members),
        HashTreePSet.empty(),
        HashTreePSet.empty(),
        STATUS,
        HashTreePMap.empty(),
        Audience.of(List.of(), List.of()));
  }

  /** Four publish, and what was written of them before is there. */
  @Benchmark
  public Answer heartbeat() {
    return remembered(beat(room), heartbeat);
  }

  /** Four publish; the first heartbeat since the room changed. */
  @Benchmark
  public Answer heartbeatAfterChange() {
    return remembered(beat(changed.next()), heartbeat);
  }

  private Answer beat(RoomState state) {
    return answers.success(
        Locale.CHINESE,
        json -> {
          json.writeNumberField("roomStatusCode", state.statusCode());
          rooms.pushers(json, state);
        });
  }

  /** Twenty rooms, one publishes in each, and what was written of them before is there. */
  @Benchmark
  public Answer list() {
    return remembered(answers.success(Locale.CHINESE, json -> rooms.rooms(json, shown)), list);
  }

  private Answer remembered(Answer given, String shouldBe) {
    answer = given;
    expected = shouldBe;
    return given;
  }

  @TearDown(Level.Iteration)
  public void compare() {
    require(answer.json().equals(expected));
  }

  private String enveloped(String fields) {
    return "{\"code\":0,\"message\":\"请求成功\",\"timestamp\":%d,%s}"
        .formatted(NOW.toEpochMilli(), fields);
  }

  private String written(RoomState state) {
    String id = state.terms().roomId();
    Member creator = state.members().get(0);
    return """
    {"roomID":"%s","roomInfo":"of %s","roomName":"of %s","roomCreator":"%s","mixedPlayURL":"%s",\
    %s,"custom":"{}","audienceCount":0,"roomStatusCode":%d}\
    """
        .formatted(
            id,
            id,
            id,
            creator.userId(),
            addresses.mixed(creator.stream().orElseThrow()).value(),
            pushers(state),
            STATUS);
  }

  private String pushers(RoomState state) {
    return state.members().stream()
        .map(this::pusher)
        .collect(Collectors.joining(",", "\"pushers\":[", "]"));
  }

  private String pusher(Member member) {
    StreamName stream = member.stream().orElseThrow();
    return "{\"userID\":\"%s\",\"userName\":\"%s\",\"userAvatar\":\"%s\",\"accelerateURL\":\"%s\"}"
        .formatted(
            member.userId(),
            member.nickname(),
            member.avatar(),
            addresses.accelerated(stream, addresses.playEnd(NOW, VALID)).value());
  }
}
