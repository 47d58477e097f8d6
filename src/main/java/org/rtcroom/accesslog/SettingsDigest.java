package org.rtcroom.accesslog;

import java.util.HexFormat;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.rtcroom.chain.Sha256;
import org.rtcroom.settings.Settings;

/**
 * A digest of the settings a start runs with: SHA-256 over the names of all settings of the manual
 * in ascending order, each followed by its value, both with their lengths before them. Of a secret
 * it holds only whether it is set.
 */
final class SettingsDigest {

  private static final String MANUAL = "/META-INF/microprofile-config.properties";
  private static final Pattern SECRET = Pattern.compile(".*(key|secret|password)(-previous)?");

  private SettingsDigest() {}

  static String of(Settings settings) {
    Sha256 digest = new Sha256();
    for (String name : new TreeSet<>(Build.properties(MANUAL).stringPropertyNames())) {
      String value = settings.text(name, "");
      boolean hidden = SECRET.matcher(name).matches() && !value.isEmpty();
      digest.field(name).field(hidden ? "set" : value);
    }
    return HexFormat.of().formatHex(digest.hash());
  }
}
