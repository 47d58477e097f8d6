package org.rtcroom.bans;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.accesslog.AccessFilter;
import org.rtcroom.history.AuditReader;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.BanStore;
import org.rtcroom.room.Bans;
import org.rtcroom.room.NamedSessions;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomType;
import org.rtcroom.server.DemoClient;

/** Bans are kept in the database, and what clients are told while they stand. */
@ExtendWith(ArquillianExtension.class)
class BanIT {

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final String roomId = "Ban_" + tag;
  private final RoomKey key = RoomKey.of(RoomType.LIVE, roomId);

  @Inject RoomDirectory directory;
  @Inject NamedSessions sessions;
  @Inject Bans bans;
  @Inject BanStore store;
  @Inject AuditReader reader;
  @Inject Clock clock;
  @Inject HttpServletRequest thisCall;

  private DemoClient host;
  private DemoClient guest;
  private UserId banned;
  private Ban ban;
  private Instant until;

  @BeforeEach
  void aGuestIsPutOutForAnHour() {
    URI server = URI.create("http://127.0.0.1:" + thisCall.getLocalPort() + "/");
    host = DemoClient.login(server, "live_room", "host_" + tag);
    guest = DemoClient.login(server, "live_room", "guest_" + tag);
    banned = UserId.of(guest.userId());
    until = Instant.ofEpochMilli(clock.instant().plus(Duration.ofHours(1)).toEpochMilli());
    assertThat(code(host.addPusher(roomId))).isZero();
    assertThat(code(guest.addPusher(roomId))).isZero();
    ban = bans.impose(subject(), until, Actor.SERVICE);
    SessionId open = directory.find(key).orElseThrow().sessionId();
    sessions.remove(new NamedSessions.Name(open, key), banned, Actor.SERVICE);
  }

  private Ban.Subject subject() {
    return new Ban.Subject(key, banned);
  }

  private static int code(JsonObject answer) {
    return answer.getInt("code");
  }

  private JsonObject call(String operation) {
    JsonObject anywhere = guest.call("get_push_url", Json.createObjectBuilder().build());
    return guest.call(
        operation,
        Json.createObjectBuilder()
            .add("roomID", roomId)
            .add("userInfo", "")
            .add("pushURL", anywhere.getString("pushURL"))
            .build());
  }

  private void assertKeptOut() {
    assertThat(code(call("get_push_url"))).isEqualTo(7);
    assertThat(code(call("add_pusher"))).isEqualTo(7);
    assertThat(code(call("add_anchor"))).isEqualTo(7);
    assertThat(code(call("add_audience"))).isEqualTo(7);
  }

  @Test
  void theGuestStaysOutOfThisSessionAndTheNext() {
    assertKeptOut();
    assertThat(code(host.call("destroy_room", roomId))).isZero();
    assertThat(code(call("get_push_url"))).isEqualTo(7);
    assertThat(code(call("add_pusher"))).isEqualTo(7);
    assertThat(code(host.addPusher(roomId))).isZero();
    assertKeptOut();
  }

  @Test
  void theBanIsKeptAndOnlyUntilItsEnd() {
    assertThat(store.standing(until.minusMillis(1))).contains(ban);
    assertThat(store.standing(until)).doesNotContain(ban);
  }

  /** That a node's clock says so is not enough: all nodes need the row. */
  @Test
  void anEndedBanIsDeletedByTheDatabasesClock() {
    Instant ended = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
    store.keep(new Ban(ban.id(), ended), subject(), Actor.SERVICE);

    assertThat(store.standing(Instant.EPOCH))
        .as("a node whose clock is far behind would still want it")
        .noneMatch(each -> each.id().equals(ban.id()));
  }

  @Test
  void aLaterBanTakesThePlaceOfTheEarlier() {
    Ban longer = bans.impose(subject(), until.plusSeconds(60), Actor.SERVICE);

    assertThat(store.standing(clock.instant()))
        .filteredOn(each -> each.id().equals(ban.id()))
        .containsExactly(longer);
  }

  @Test
  void aLiftedBanIsGoneAndBothAreInTheAccessLog() {
    assertThat(bans.lift(ban, Actor.SERVICE)).contains(subject());
    assertThat(code(host.call("destroy_room", roomId))).isZero();
    assertThat(code(host.addPusher(roomId))).isZero();

    assertThat(code(call("add_pusher"))).isZero();
    assertThat(store.standing(clock.instant())).noneMatch(each -> each.id().equals(ban.id()));
    assertThat(lines("BANNED")).isEqualTo(1);
    assertThat(lines("UNBANNED")).isEqualTo(1);
  }

  private long lines(String kind) {
    AccessFilter filter =
        new AccessFilter(
            Optional.of(kind),
            Optional.of(banned.value()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return reader.accessLog(filter, 10).size();
  }
}
