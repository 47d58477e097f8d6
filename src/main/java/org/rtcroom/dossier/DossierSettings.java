package org.rtcroom.dossier;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * What the operator says about dossiers.
 *
 * @param zone the site's, in which times are shown besides UTC
 */
public record DossierSettings(Optional<ZoneId> zone) {

  private static final String ZONE = "roomservice.audit.zone";

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static DossierSettings read(Settings settings) {
    return new DossierSettings(settings.optionalText(ZONE).map(DossierSettings::zone));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw BadSetting.value(ZONE, name, "the name of a time zone, such as Asia/Shanghai");
    }
  }
}
