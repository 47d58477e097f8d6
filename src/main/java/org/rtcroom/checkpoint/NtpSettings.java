package org.rtcroom.checkpoint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * Which NTP server is asked how far this node's clock is off.
 *
 * @param host its name or address
 */
record NtpSettings(String host, int port) {

  private static final String NAME = "roomservice.clock.ntp-server";
  private static final int USUAL_PORT = 123;
  private static final int LAST_PORT = 65_535;

  private static final Pattern SERVER =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

  /**
   * Reads and checks.
   *
   * @return empty if none is to be asked
   * @throws BadSetting if the value names no server
   */
  static Optional<NtpSettings> read(Settings settings) {
    return settings.optionalText(NAME).map(NtpSettings::parsed);
  }

  private static NtpSettings parsed(String text) {
    Matcher form = SERVER.matcher(text);
    int port =
        !form.matches() ? 0 : form.group(2) == null ? USUAL_PORT : Integer.parseInt(form.group(2));
    if (port < 1 || port > LAST_PORT) {
      throw BadSetting.value(NAME, text, "a host, and :port if need be");
    }
    return new NtpSettings(form.group(1), port);
  }
}
