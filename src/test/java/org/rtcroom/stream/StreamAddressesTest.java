package org.rtcroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

class StreamAddressesTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant END = NOW.plus(DAY);
  private static final Optional<String> ANY_ROOM = Optional.empty();

  private final StreamAddresses addresses = addresses(Map.of());

  @Test
  void thePlatformsSignatureIsTheDocumentedOne() {
    StreamName stream = new StreamName("1234_alice");
    Secret key = new Secret("KEY");

    assertThat(UrlSignature.txTime(NOW)).isEqualTo("6553F100");
    assertThat(UrlSignature.txSecret(key, stream, "6553F100"))
        .isEqualTo("98144a071d35c1735a1bbcf833414e8c");
    assertThat(UrlSignature.txSecret(key, stream, "6553f100"))
        .isEqualTo("530a24ce4093cd2e4fdd0a7a5c4d37b2");
  }

  @Test
  void aPushUrlNamesRoomAndUserAndIsSigned() {
    PushUrl url = addresses.pushUrl(Optional.of("room_1"), "user_2", NOW, DAY);

    assertThat(url.streamName().value()).matches("1000_room_1_user_2_[0-9a-f]{32}");
    assertThat(url.value())
        .matches(
            "rtmp://push\\.example\\.com/live/1000_room_1_user_2_[0-9a-f]{32}"
                + "\\?bizid=1000&txSecret=[0-9a-f]{32}&txTime=65554280");
    assertThat(addresses.streamNameOf(url.value())).contains(url.streamName());
  }

  @Test
  void aPushUrlForARoomIsGoodThereOnly() {
    String url = addresses.pushUrl(Optional.of("r1"), "ann", NOW, DAY).value();

    assertThat(addresses.issued(url, "r1", "ann")).isTrue();
    assertThat(addresses.issued(url, "r2", "ann")).isFalse();
    assertThat(addresses.issued(url, "R1", "ann")).isFalse();
    assertThat(addresses.issued(url, "r1", "bob")).isFalse();
    assertThat(addresses.issued(url, "ann", "r1")).isFalse();
  }

  @Test
  void aPushUrlWithoutARoomIsGoodInAnyRoomForThatUser() {
    PushUrl url = addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY);

    assertThat(url.streamName().value()).matches("1000_ann_[0-9a-f]{32}");
    assertThat(addresses.issued(url.value(), "r1", "ann")).isTrue();
    assertThat(addresses.issued(url.value(), "r2", "ann")).isTrue();
    assertThat(addresses.issued(url.value(), "r1", "bob")).isFalse();
  }

  @Test
  void idsThatReadAlikeWhenJoinedAreTellable() {
    String url = addresses.pushUrl(Optional.of("a_b"), "c", NOW, DAY).value();

    assertThat(addresses.issued(url, "a_b", "c")).isTrue();
    assertThat(addresses.issued(url, "a", "b_c")).isFalse();
    String withoutRoom = addresses.pushUrl(ANY_ROOM, "a_b", NOW, DAY).value();
    assertThat(addresses.issued(withoutRoom, "a", "b")).isFalse();
  }

  @Test
  void anyChangedCharacterMakesAPushUrlForeign() {
    String url = addresses.pushUrl(Optional.of("r1"), "ann", NOW, DAY).value();

    for (int i = 0; i < url.length(); i++) {
      String changed = url.substring(0, i) + (char) (url.charAt(i) ^ 1) + url.substring(i + 1);
      assertThat(addresses.issued(changed, "r1", "ann")).as(changed).isFalse();
    }
    assertThat(addresses.issued(url + "&a=b", "r1", "ann")).isFalse();
    assertThat(addresses.issued(url + "\n", "r1", "ann")).isFalse();
    assertThat(addresses.issued(url.replace("&txTime", "&x=y&txTime"), "r1", "ann")).isFalse();
    assertThat(addresses.issued(url.substring(0, url.indexOf('?')), "r1", "ann")).isFalse();
  }

  @Test
  void theShorterOfTwoValiditiesCounts() {
    StreamAddresses brief =
        addresses(Map.of("live.push-url-valid-time", "5m", "live.play-url-valid-time", "2m"));
    Duration hour = Duration.ofHours(1);

    assertThat(ends(addresses.pushUrl(ANY_ROOM, "ann", NOW, hour).value()))
        .isEqualTo(NOW.plus(hour));
    assertThat(ends(brief.pushUrl(ANY_ROOM, "ann", NOW, hour).value()))
        .isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    assertThat(brief.playEnd(NOW, hour)).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    assertThat(addresses.playEnd(NOW, hour))
        .isBetween(NOW.plus(Duration.ofMinutes(55)), NOW.plus(hour));
  }

  private static Instant ends(String url) {
    return Instant.ofEpochSecond(Long.parseLong(url.substring(url.lastIndexOf('=') + 1), 16));
  }

  @Test
  void aStreamsAddressIsRenewedForItsUserAndRoomOnly() {
    PushUrl first = addresses.pushUrl(Optional.of("r1"), "ann", NOW, DAY);
    PushUrl anywhere = addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY);
    Instant later = NOW.plus(Duration.ofHours(20));

    PushUrl renewed = renewed(first, "r1", "ann", later).orElseThrow();
    assertThat(renewed.streamName()).isEqualTo(first.streamName());
    assertThat(ends(renewed.value())).isEqualTo(later.plus(DAY));
    assertThat(addresses.issued(renewed.value(), "r1", "ann")).isTrue();
    assertThat(renewed(anywhere, "r2", "ann", later)).isPresent();
    assertThat(renewed(first, "r2", "ann", later)).isEmpty();
    assertThat(renewed(first, "r1", "bob", later)).isEmpty();
    assertThat(renewed(anywhere, "r1", "bob", later)).isEmpty();
    assertThat(addresses.renewed(new StreamName("foreign"), "r1", "ann", later, DAY)).isEmpty();
  }

  private Optional<PushUrl> renewed(PushUrl url, String roomId, String userId, Instant now) {
    return addresses.renewed(url.streamName(), roomId, userId, now, DAY);
  }

  @Test
  void twoPushUrlsOfAUserNameDifferentStreams() {
    assertThat(addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY).streamName())
        .isNotEqualTo(addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY).streamName());
  }

  @Property(tries = 300)
  void anyIdsMakeAStreamNameThatClientsCutOutWhole(
      @ForAll @StringLength(min = 1, max = 20) String room,
      @ForAll @StringLength(min = 1, max = 20) String user) {
    PushUrl url = addresses.pushUrl(Optional.of(room), user, NOW, DAY);
    String play = addresses.accelerated(url.streamName(), END).value();

    assertThat(cutOut(url.value())).isEqualTo(url.streamName().value());
    assertThat(cutOut(play)).isEqualTo(url.streamName().value());
    assertThat(addresses.issued(url.value(), room, user)).isTrue();
  }

  @Test
  void theLongestIdsFit() {
    String longest = "@".repeat(64);
    PushUrl url = addresses.pushUrl(Optional.of(longest), longest, NOW, DAY);

    assertThat(addresses.issued(url.value(), longest, longest)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "rtmp://h/live/1_a?x=/y.z, 1_a",
    "rtmp://h/live/1_a.flv, 1_a",
    "1_a, 1_a",
    "rtmp://h/live/, ''",
    "rtmp://h/live/a%62, ''",
    "rtmp://h/live/.a, ''",
    "'', ''",
    "rtmp://h/live/李, ''"
  })
  void aStreamNameIsCutOutAsClientsDoIt(String url, String name) {
    assertThat(addresses.streamNameOf(url).map(StreamName::value).orElse("")).isEqualTo(name);
  }

  @Test
  void playUrlsAreSignedWithThePlayKeyOrNotAtAll() {
    StreamName stream = new StreamName("1000_ann_x");
    String secret = UrlSignature.txSecret(new Secret("play"), stream, "65554280");

    assertThat(addresses.accelerated(stream, END).value())
        .isEqualTo(
            "rtmp://play.example.com/live/1000_ann_x?bizid=1000&txSecret="
                + secret
                + "&txTime=65554280");
    assertThat(addresses.mixed(stream).value())
        .isEqualTo("https://play.example.com/live/1000_ann_x.flv");
    assertThat(addresses.hls(stream).value())
        .isEqualTo("https://play.example.com/live/1000_ann_x.m3u8");
    assertThat(addresses.rtmp(stream).value()).isEqualTo("rtmp://play.example.com/live/1000_ann_x");
  }

  @Test
  void aPushUrlOfBeforeAChangeOfKeysIsStillGood() {
    String url = addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY).value();
    StreamAddresses changed = addresses(Map.of("live.push-key", "new"));
    StreamAddresses changing =
        addresses(Map.of("live.push-key", "new", "live.push-key-previous", "push"));

    assertThat(changed.issued(url, "r", "ann")).isFalse();
    assertThat(changing.issued(url, "r", "ann")).isTrue();
  }

  @Test
  void aPushUrlOutlivesARestart() {
    String url = addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY).value();

    assertThat(addresses(Map.of()).issued(url, "r", "ann")).isTrue();
    assertThat(addresses(Map.of("stream.name-key", "k".repeat(32))).issued(url, "r", "ann"))
        .isFalse();
  }

  @Test
  void aForeignPushUrlIsTakenOnlyWhereTheSettingSaysSo() {
    String foreign = "rtmp://elsewhere/live/s1?sign=x";
    StreamAddresses open = addresses(Map.of("stream.accept-foreign-push-urls", "true"));
    String own = addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY).value();

    assertThat(addresses.accepted(foreign, "r", "ann")).isEmpty();
    assertThat(addresses.accepted(own, "r", "ann")).isPresent();
    assertThat(open.accepted(foreign, "r", "ann"))
        .contains(new PushUrl(foreign, new StreamName("s1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s1", "javascript://h/live/s1", "rtmp:///live/s1", "rtmp://h/live/"})
  void aForeignPushUrlMustBeOneThatNamesAStream(String url) {
    StreamAddresses open = addresses(Map.of("stream.accept-foreign-push-urls", "true"));

    assertThat(open.accepted(url, "r", "ann")).isEmpty();
  }

  @Test
  void signaturesHideInText() {
    PushUrl push = addresses.pushUrl(ANY_ROOM, "ann", NOW, DAY);
    PlayUrl play = addresses.accelerated(push.streamName(), END);

    assertThat(push.toString()).startsWith("rtmp://push.example.com").doesNotContain("txSecret");
    assertThat(play.toString()).startsWith("rtmp://play.example.com").doesNotContain("txSecret");
  }

  private static String cutOut(String url) {
    String name = url.split("\\?", -1)[0];
    return name.substring(name.lastIndexOf('/') + 1).split("\\.", -1)[0];
  }

  private static StreamAddresses addresses(Map<String, String> more) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "roomservice.home",
                Path.of("/nowhere").toString(),
                "roomservice.live.push-key",
                "push",
                "roomservice.live.play-key",
                "play",
                "roomservice.stream.name-key",
                "n".repeat(32)));
    more.forEach((name, value) -> values.put("roomservice." + name, value));
    return new StreamAddresses(new StreamSettings(Settings.of(values)));
  }
}
