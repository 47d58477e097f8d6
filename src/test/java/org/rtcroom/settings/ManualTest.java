package org.rtcroom.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.audit.checkpoint.CheckpointSettings;
import org.rtcroom.delivery.DeliverySettings;
import org.rtcroom.identity.ApiKeySecrets;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Keys;
import org.rtcroom.ops.OpsSettings;
import org.rtcroom.stream.StreamSettings;
import org.rtcroom.tencent.TencentSettings;
import org.rtcroom.witness.WitnessSettings;

/** The commented properties file is the manual, so it must say what the code does. */
class ManualTest {

  private static final String MANUAL = "/META-INF/microprofile-config.properties";

  private final Path home;

  ManualTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void whatTheManualSetsIsTheDefault() throws IOException {
    Settings manual = Settings.of(withHome(manual()));
    Settings defaults = Settings.of(withHome(Map.of()));

    assertThat(IdentitySettings.read(manual)).isEqualTo(IdentitySettings.read(defaults));
    assertThat(StreamSettings.read(manual)).isEqualTo(StreamSettings.read(defaults));
    assertThat(TencentSettings.read(manual)).isEqualTo(TencentSettings.read(defaults));
    assertThat(DeliverySettings.read(manual)).isEqualTo(DeliverySettings.read(defaults));
    assertThat(CheckpointSettings.read(manual)).isEqualTo(CheckpointSettings.read(defaults));
    assertThat(WitnessSettings.read(manual)).isEqualTo(WitnessSettings.read(defaults));
    assertThat(OpsSettings.read(manual).clockTolerance())
        .isEqualTo(OpsSettings.read(defaults).clockTolerance());
  }

  @Test
  void everySettingThatIsReadIsInTheManual() throws IOException {
    Map<String, String> manual = manual();
    Map<String, Boolean> read = new HashMap<>();
    Settings settings = new Settings(recording(read));

    IdentitySettings.read(settings);
    StreamSettings.read(settings);
    TencentSettings.read(settings);
    DeliverySettings.read(settings);
    CheckpointSettings.read(settings);
    WitnessSettings.read(settings);
    OpsSettings.read(settings);
    new Keys(settings);
    ApiKeySecrets.read(settings);

    assertThat(read.keySet())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(manual.keySet())
                    .containsAnyOf(name, name + "-file", name.replaceAll("-file$", "")));
  }

  private Config recording(Map<String, Boolean> read) {
    return (Config)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> {
              String name = (String) arguments[0];
              read.put(name, true);
              return Optional.of(home.toString()).filter(path -> name.equals("roomservice.home"));
            });
  }

  private Map<String, String> withHome(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("roomservice.home", home.toString());
    return all;
  }

  private static Map<String, String> manual() throws IOException {
    Properties properties = new Properties();
    try (InputStream file = ManualTest.class.getResourceAsStream(MANUAL)) {
      properties.load(file);
    }
    Map<String, String> values = new HashMap<>();
    properties.forEach((name, value) -> values.put((String) name, (String) value));
    return values;
  }
}
