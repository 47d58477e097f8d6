package org.rtcroom.database;

import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.ThisMachine;

/** The way to the database, as its JDBC address says: the driver's own reading of it counts. */
public final class DatabaseAddress {

  /** Those by which the driver rather fails than speaks without TLS. */
  private static final Set<String> TLS = Set.of("require", "verify-ca", "verify-full");

  private static final Pattern COMMA = Pattern.compile(",");
  private static final String SETTING = "roomservice.db.url";

  private DatabaseAddress() {}

  /**
   * Has a PostgreSQL on another machine asked by TLS only.
   *
   * @throws BadSetting if the address allows anything else; it is not shown, for it may hold a
   *     password
   */
  public static void requirePrivate(String url) {
    Properties read = Driver.parseURL(url, new Properties());
    if (read == null) {
      throw BadSetting.secret(SETTING, "an address of PostgreSQL");
    }
    boolean near = COMMA.splitAsStream(host(read)).allMatch(ThisMachine::is);
    if (!near && !tls(read)) {
      throw BadSetting.value(
          SETTING,
          "an address of another machine without TLS",
          "one with sslmode=verify-full (verify-ca, require), or of this machine");
    }
  }

  private static String host(Properties read) {
    return String.valueOf(PGProperty.PG_HOST.getOrDefault(read));
  }

  /** The driver takes {@code ssl} alone, or with {@code true}, for verify-full. */
  private static boolean tls(Properties read) {
    String mode = PGProperty.SSL_MODE.getOrNull(read);
    String ssl = PGProperty.SSL.getOrNull(read);
    return mode == null
        ? ssl != null && (ssl.isEmpty() || ssl.equalsIgnoreCase("true"))
        : TLS.contains(mode.toLowerCase(Locale.ROOT));
  }
}
