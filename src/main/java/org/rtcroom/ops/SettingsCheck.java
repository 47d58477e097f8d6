package org.rtcroom.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.rtcroom.apikey.ApiKeySecrets;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.CheckpointSettings;
import org.rtcroom.delivery.DeliverySettings;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.Keys;
import org.rtcroom.outgoing.OutgoingSettings;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;
import org.rtcroom.stream.StreamSettings;
import org.rtcroom.tencent.TencentSettings;
import org.rtcroom.weapp.WeappSettings;
import org.rtcroom.witness.WitnessSettings;

/**
 * Finds all settings that production would refuse, as far as possible: a start stops at the first.
 */
final class SettingsCheck {

  /** Everything that reads settings; each throws {@link BadSetting}. */
  private static final List<Consumer<Settings>> READERS =
      List.of(
          IdentitySettings::new,
          Keys::new,
          ApiKeySecrets::read,
          StreamSettings::new,
          settings -> new RoomSettings(settings).read(),
          HttpSettings::read,
          WeappSettings::read,
          OutgoingSettings::read,
          TencentSettings::new,
          DeliverySettings::new,
          CheckpointSettings::read,
          CheckpointKeys::read,
          WitnessSettings::read,
          OpsSettings::read);

  private static final Pattern FILE = Pattern.compile("-file$");

  private SettingsCheck() {}

  /** Lines for the operator, which name a setting each and show no secret. */
  static List<String> problems(Settings settings) {
    Set<String> problems = new LinkedHashSet<>();
    READERS.forEach(reader -> read(settings, reader, problems));
    return new ArrayList<>(problems);
  }

  /** Reads again and again, with a stand-in for each bad setting, until it finds no new one. */
  private static void read(Settings settings, Consumer<Settings> reader, Set<String> problems) {
    Map<String, String> standIns = new HashMap<>();
    boolean again = true;
    while (again) {
      try {
        reader.accept(
            settings.inProduction(standIns, missing -> problems.add(missing.getMessage())));
        again = false;
      } catch (BadSetting bad) {
        String name = FILE.matcher(bad.name()).replaceFirst("");
        again = standIns.put(name, standIn(name)) == null;
        if (!name.equals(bad.name())) {
          standIns.put(bad.name(), ""); // or the file would go on standing for the setting
        }
        if (again) {
          problems.add(bad.getMessage());
        }
      }
    }
  }

  /** Good for keys, addresses and choices; for any other setting, the reading ends there. */
  private static String standIn(String name) {
    if (name.endsWith("-url")) {
      return "https://localhost";
    }
    return name.endsWith(".admission") ? "open" : "0123456789abcdef".repeat(4);
  }
}
