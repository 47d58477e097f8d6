package org.rtcroom.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.apikey.ApiKeySecrets;
import org.rtcroom.checkpoint.CheckpointSettings;
import org.rtcroom.delivery.DeliverySettings;
import org.rtcroom.dossier.RareFont;
import org.rtcroom.dossier.Times;
import org.rtcroom.history.RetentionClasses;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Keys;
import org.rtcroom.ops.OpsSettings;
import org.rtcroom.outgoing.OutgoingSettings;
import org.rtcroom.room.RoomSettings;
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

    assertThat(new IdentitySettings(manual)).isEqualTo(new IdentitySettings(defaults));
    assertThat(new StreamSettings(manual)).isEqualTo(new StreamSettings(defaults));
    assertThat(OutgoingSettings.read(manual)).isEqualTo(OutgoingSettings.read(defaults));
    assertThat(new TencentSettings(manual)).isEqualTo(new TencentSettings(defaults));
    assertThat(new DeliverySettings(manual)).isEqualTo(new DeliverySettings(defaults));
    assertThat(CheckpointSettings.read(manual)).isEqualTo(CheckpointSettings.read(defaults));
    assertThat(WitnessSettings.read(manual)).isEqualTo(WitnessSettings.read(defaults));
    assertThat(RetentionClasses.read(manual)).isEqualTo(RetentionClasses.read(defaults));
    assertThat(Times.read(manual)).isEqualTo(Times.read(defaults));
    assertThat(RareFont.read(manual)).isEqualTo(RareFont.read(defaults));
    assertThat(OpsSettings.read(manual).clockTolerance())
        .isEqualTo(OpsSettings.read(defaults).clockTolerance());
  }

  @Test
  void everySettingThatIsReadIsInTheManual() throws IOException {
    Map<String, String> manual = manual();
    Map<String, Boolean> read = new HashMap<>();
    Settings settings = new Settings(recording(read));

    new IdentitySettings(settings);
    new StreamSettings(settings);
    OutgoingSettings.read(settings);
    new TencentSettings(settings);
    new DeliverySettings(settings);
    CheckpointSettings.read(settings);
    WitnessSettings.read(settings);
    RetentionClasses.read(settings);
    Times.read(settings);
    RareFont.read(settings);
    OpsSettings.read(settings);
    new RoomSettings(settings).read();
    new Keys(settings);
    ApiKeySecrets.read(settings);

    assertThat(read.keySet().stream().filter(name -> !ofFamily(name)))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(manual.keySet())
                    .containsAnyOf(name, name + "-file", name.replaceAll("-file$", "")));
  }

  @Test
  void everySettingOfAFamilyIsInTheManual() throws IOException {
    Map<String, Boolean> read = new HashMap<>();
    new RoomSettings(new Settings(recording(read))).read();
    String manual = text();

    assertThat(read.keySet().stream().filter(ManualTest::ofFamily))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(manual).contains(name.replaceAll("rooms\\.[a-z-]+", "rooms.FAMILY")));
  }

  private static boolean ofFamily(String name) {
    return name.startsWith("roomservice.rooms.");
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

  private static String text() throws IOException {
    try (InputStream file = ManualTest.class.getResourceAsStream(MANUAL)) {
      return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
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
