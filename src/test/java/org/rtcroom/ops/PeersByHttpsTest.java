package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;
import org.rtcroom.tencent.TencentSettings;
import org.rtcroom.witness.WitnessSettings;

/** Production calls other machines by HTTPS only: what it sends them are tickets and signatures. */
class PeersByHttpsTest {

  private static final List<String> PEERS =
      List.of(
          "roomservice.im.base-url",
          "roomservice.live.api-base-url",
          "roomservice.audit.witness-url");

  private static void read(String mode, String name, String url, String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("roomservice.mode", mode);
    values.put("roomservice.audit.witness", "url");
    values.put("roomservice.audit.witness-url", "https://witness.example.com/");
    values.put(name, url);
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    Consumer<Settings> readers = TencentSettings::new;
    readers.andThen(WitnessSettings::read).accept(Settings.of(values));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://peer.example.com",
        "http://10.0.0.1:8080/",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://0.0.0.0/",
        "http://[::2]/"
      })
  void plainHttpStopsTheStart(String url) {
    for (String name : PEERS) {
      assertThatThrownBy(() -> read("production", name, url))
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining(name)
          .hasMessageContaining("https://");
      read("demo", name, url);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://peer.example.com",
        "http://127.0.0.1:8080/",
        "http://localhost/",
        "http://[::1]:9/"
      })
  void httpsAndThisMachineDoNot(String url) {
    PEERS.forEach(name -> read("production", name, url));
  }

  /** Public authorities speak HTTP only; who knows their certificate takes no stamp of another. */
  @ParameterizedTest
  @CsvSource({"tsa, true, true", "tsa, false, false", "url, true, false"})
  void aStampThatCannotBeForgedMayComeInTheClear(String sort, boolean known, boolean allowed) {
    String url = "http://stamps.example.com/";
    String[] more = {
      "roomservice.audit.witness",
      sort,
      known ? "roomservice.audit.witness-certificate" : "x",
      "src/test/resources/none.pem"
    };
    String name = "roomservice.audit.witness-url";

    assertThatThrownBy(
            () -> {
              read("production", name, url, more);
              throw new IllegalStateException("read");
            })
        .satisfies(
            thrown ->
                assertThat(String.valueOf(thrown.getMessage()).contains(name))
                    .as("%s", thrown)
                    .isNotEqualTo(allowed));
  }

  @Test
  void theCheckNamesAllOfThem() {
    Map<String, String> values = new HashMap<>();
    PEERS.forEach(name -> values.put(name, "http://peer.example.com"));
    values.put("roomservice.audit.witness", "url");

    assertThat(String.join("\n", SettingsCheck.problems(Settings.of(values)))).contains(PEERS);
  }
}
