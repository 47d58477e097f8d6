package org.rtcroom.ops;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.rtcroom.audit.checkpoint.CheckpointSettings;
import org.rtcroom.delivery.DeliverySettings;
import org.rtcroom.identity.ApiKeySecrets;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Keys;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.StreamSettings;
import org.rtcroom.tencent.TencentSettings;
import org.rtcroom.weapp.WeappSettings;
import org.rtcroom.witness.WitnessSettings;

/**
 * Says what production would refuse, all at once: a start stops at the first. What a key or another
 * secret lacks may show only when the one before it is there.
 */
final class SettingsCheck {

  /** Everything that reads settings; each throws {@link BadSetting}. */
  private static final List<Consumer<Settings>> READERS =
      List.of(
          IdentitySettings::read,
          Keys::new,
          ApiKeySecrets::read,
          StreamSettings::read,
          settings -> new RoomSettings(settings).read(),
          WeappSettings::read,
          TencentSettings::read,
          DeliverySettings::read,
          CheckpointSettings::read,
          WitnessSettings::read,
          OpsSettings::read);

  private SettingsCheck() {}

  /** In words for the operator, which name a setting each and show no secret. */
  static List<String> problems(Settings settings) {
    Set<String> problems = new LinkedHashSet<>();
    Settings strict = settings.inProduction(missing -> problems.add(missing.getMessage()));
    for (Consumer<Settings> reader : READERS) {
      try {
        reader.accept(strict);
      } catch (BadSetting bad) {
        problems.add(bad.getMessage());
      }
    }
    return new ArrayList<>(problems);
  }
}
