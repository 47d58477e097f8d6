package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.room.GroupChat;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamSettings;
import org.rtcroom.stream.StreamState;

/** What an operator still has to set is named, and only that. */
class MissingSettingsTest {

  private record Groups(boolean enabled) implements GroupChat {
    @Override
    public Optional<String> refusedSettings() {
      return Optional.empty();
    }

    @Override
    public Duration limit() {
      return Duration.ofSeconds(1);
    }

    @Override
    public CompletionStage<GroupOutcome> create(String groupId, Duration limit) {
      return CompletableFuture.completedFuture(GroupOutcome.CREATED);
    }
  }

  private record Live(boolean enabled) implements LivePlatform {
    @Override
    public CompletionStage<StreamState> state(StreamName stream) {
      return CompletableFuture.completedFuture(StreamState.UNKNOWN);
    }

    @Override
    public CompletionStage<MixAnswer> mix(MixRequest request) {
      return CompletableFuture.completedFuture(new MixAnswer(0, "", 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "push.example.com,true",
    "1000.livepush.myqcloud.com,false",
    "livepush.example.com:1935,false",
    "live-push.example.com,true"
  })
  void aPushHostThatSomeClientsCannotUseIsWarnedOf(String host, boolean warned) {
    MissingSettings missing = new MissingSettings();
    missing.streams = new StreamSettings(Settings.of(Map.of("roomservice.live.push-host", host)));

    assertThat(missing.warnings()).hasSize(warned ? 1 : 0);
    assertThat(missing.warnings()).allMatch(text -> text.contains("roomservice.live.push-host"));
    assertThat(missing.warnings()).noneMatch(text -> text.contains(host));
  }

  private static List<String> missing(Map<String, String> values, boolean clouds) {
    MissingSettings missing = new MissingSettings();
    missing.settings = Settings.of(values);
    missing.rooms = new RoomSettings(missing.settings);
    missing.rooms.read();
    missing.groups = new Groups(clouds);
    missing.live = new Live(clouds);
    return missing.names();
  }

  private static Map<String, String> whole() {
    Map<String, String> values = new HashMap<>();
    for (String name :
        List.of(
            "im.sdk-app-id",
            "im.account-type",
            "im.administrator",
            "im.secret-key",
            "live.biz-id",
            "live.push-host",
            "live.play-host",
            "live.push-key",
            "live.play-key-file",
            "stream.name-key",
            "identity.token-key-file")) {
      values.put("roomservice." + name, "1");
    }
    for (String family :
        List.of("double-room", "multi-room", "live-room", "webrtc-room", "webexe-room")) {
      values.put("roomservice.rooms." + family + ".admission", "open");
    }
    return values;
  }

  @Test
  void whoSetsEverythingMissesNothing() {
    assertThat(missing(whole(), true)).isEmpty();
  }

  @Test
  void whoSetsNothingMissesWhatProductionNeeds() {
    assertThat(missing(Map.of(), false))
        .contains(
            "roomservice.im.sdk-app-id",
            "roomservice.im.private-key",
            "roomservice.im.enabled",
            "roomservice.live.push-key",
            "roomservice.live.api-enabled",
            "roomservice.identity.token-key",
            "roomservice.rooms.live-room.admission");
  }

  @Test
  void everySettingIsMissedByItself() {
    for (String name : whole().keySet()) {
      Map<String, String> values = whole();
      values.remove(name);
      assertThat(missing(values, true)).as(name).hasSize(1);
    }
  }

  @Test
  void aFamilyThatIsOffNeedsNoAdmission() {
    Map<String, String> values = whole();
    values.remove("roomservice.rooms.webexe-room.admission");
    values.put("roomservice.rooms.webexe-room.enabled", "false");

    assertThat(missing(values, true)).isEmpty();
  }
}
