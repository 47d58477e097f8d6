package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.identity.Keys;
import org.rtcroom.settings.Settings;

/** What a start tells of its settings. */
class SettingsRecordTest {

  private static final String TOKEN_KEY = "0123456789abcdef".repeat(4);
  private static final String ADMISSION = "roomservice.rooms.double-room.admission";

  @TempDir Path home;

  private SettingsRecord record(Map<String, String> more) {
    return record(TOKEN_KEY, more);
  }

  private SettingsRecord record(String tokenKey, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("roomservice.home", home.toString());
    all.put("roomservice.identity.token-key", tokenKey);
    Settings settings = Settings.of(all);
    return SettingsRecord.of(settings, new Keys(settings)::settingId);
  }

  @Test
  void whatTheManualNamesItselfOrByAPatternStandsThere() {
    Map<String, String> set =
        Map.of(
            ADMISSION,
            "invited",
            "roomservice.rooms.webexe-room.max-age",
            "2h",
            "roomservice.retention.classes",
            "loan, chat",
            "roomservice.retention.loan",
            "3650d",
            "roomservice.retention.live-room.chat",
            "30d",
            "roomservice.http.rate-limit-per-user",
            "7",
            "roomservice.audit.checkpoint-key-lost",
            "0123456789abcdef");

    assertThat(record(set).values()).containsAllEntriesOf(set);
  }

  @Test
  void anotherValueIsAnotherDigest() {
    String open = record(Map.of(ADMISSION, "open")).digest();

    assertThat(record(Map.of(ADMISSION, "invited")).digest()).isNotEqualTo(open);
    assertThat(record(Map.of(ADMISSION, "open")).digest()).isEqualTo(open);
    assertThat(record(Map.of(ADMISSION, "open", "roomservice.live.push-key", "a")).digest())
        .isNotEqualTo(record(Map.of(ADMISSION, "open", "roomservice.live.push-key", "b")).digest());
  }

  @Test
  void aSecretStandsThereByAnIdThatNeedsTheKey() throws IOException {
    Path file = Files.writeString(home.resolve("push"), "hunter2\n");
    SettingsRecord byFile = record(Map.of("roomservice.live.push-key-file", file.toString()));
    SettingsRecord byValue = record(Map.of("roomservice.live.push-key", "hunter2"));
    SettingsRecord ofOther = record("f".repeat(64), Map.of("roomservice.live.push-key", "hunter2"));

    String id = byFile.secrets().get("roomservice.live.push-key");
    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(byFile.values()).containsEntry("roomservice.live.push-key-file", file.toString());
    assertThat(byValue.secrets()).containsEntry("roomservice.live.push-key", id);
    assertThat(ofOther.secrets().get("roomservice.live.push-key")).isNotEqualTo(id);
    assertThat(byValue.secrets().get("roomservice.identity.token-key")).isNotEqualTo(id);
  }

  @Test
  void noSecretIsToldWhateverItIsCalled() {
    Map<String, String> secrets =
        Map.of(
            "roomservice.db.password", "hunter2",
            "roomservice.db.url", "jdbc:postgresql://db/r?user=a&password=hunter2",
            "roomservice.live.push-keys", "hunter2",
            "ROOMSERVICE_MY_TOKEN", "hunter2",
            "roomservice.api.key-pepper", "hunter2" + TOKEN_KEY,
            "roomservice.http.outgoing-proxy", "http://ann:hunter2@proxy",
            "roomservice.node", "-----BEGIN PRIVATE KEY----- hunter2");

    SettingsRecord record = record(secrets);

    assertThat(record.secrets()).containsKeys(secrets.keySet().toArray(String[]::new));
    assertThat(record.toString()).doesNotContain("hunter2", TOKEN_KEY);
  }

  @Test
  void whatIsConfiguredBesidesIsToldAndVariablesOfKnownOnesOnce() {
    SettingsRecord record =
        record(
            Map.of(
                "roomservice.rooms.adimssion",
                "invited",
                ADMISSION,
                "open",
                "ROOMSERVICE_ROOMS_DOUBLE_ROOM_ADMISSION",
                "open",
                "other.setting",
                "x"));

    assertThat(record.values())
        .containsEntry("roomservice.rooms.adimssion", "invited")
        .containsEntry(ADMISSION, "open")
        .doesNotContainKeys("ROOMSERVICE_ROOMS_DOUBLE_ROOM_ADMISSION", "other.setting");
  }

  @Test
  void aSecretThatCannotBeReadStopsNothing() {
    assertThat(record(Map.of("roomservice.purge.password-file", "/nowhere")).secrets())
        .containsEntry("roomservice.purge.password", "unreadable");
  }

  @Test
  void howeverMuchIsConfiguredTheLineIsBounded() {
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, 5_000).forEach(i -> many.put("roomservice.x" + i, "v".repeat(10_000)));

    SettingsRecord record = record(many);

    assertThat(record.values().size() + record.secrets().size()).isEqualTo(SettingsRecord.MOST);
    assertThat(record.leftOut()).isPositive();
    assertThat(record.values().get("roomservice.x1000")).matches("sha256:[0-9a-f]{64}");
    assertThat(CanonicalJson.bytes(Map.of("values", record.values())))
        .hasSizeLessThan(SettingsRecord.MOST * 2 * SettingsRecord.LONGEST);
  }
}
