package org.rtcroom.purge;

import java.util.Optional;
import org.rtcroom.checkpoint.CheckpointKeys;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.database.DatabaseAddress;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * Which database, in which role, and the key that signs. In demo mode the role is the service's.
 *
 * @param url of JDBC
 */
record PurgeSettings(String url, String user, Secret password, SigningKey key) {

  private static final String USER = "roomservice.purge.user";
  private static final String PASSWORD = "roomservice.purge.password";
  private static final String IN_DEMO = "roomservice";

  /**
   * Reads and checks.
   *
   * @throws BadSetting if one is missing or out of its bounds
   */
  static PurgeSettings read(Settings settings) {
    boolean demo = settings.mode() == Mode.DEMO;
    String file = "jdbc:h2:file:" + settings.home().resolve("roomservice");
    String url = settings.textOrDemo("roomservice.db.url", file + ";WRITE_DELAY=0");
    if (!demo && url.startsWith("jdbc:postgresql:")) {
      DatabaseAddress.requirePrivate(url);
    }
    String user = settings.textOrDemo(USER, settings.text("roomservice.db.user", IN_DEMO));
    Secret password =
        settings
            .secret(PASSWORD)
            .or(() -> demo ? settings.secret("roomservice.db.password") : Optional.empty())
            .orElseGet(() -> inDemo(demo));
    return new PurgeSettings(
        existing(url), user, password, CheckpointKeys.read(settings).current());
  }

  private static Secret inDemo(boolean demo) {
    if (!demo) {
      throw BadSetting.missing(PASSWORD + "-file");
    }
    return new Secret(IN_DEMO);
  }

  /** H2 would make a new database where there is none. */
  private static String existing(String url) {
    return url.startsWith("jdbc:h2:") ? url + ";IFEXISTS=TRUE" : url;
  }
}
