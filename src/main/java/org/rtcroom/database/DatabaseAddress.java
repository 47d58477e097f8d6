package org.rtcroom.database;

import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.ThisMachine;

/** The way to the database, as its JDBC address says: the driver's own reading of it counts. */
public final class DatabaseAddress {

  /** Those by which the driver rather fails than speaks without TLS. */
  private static final Set<String> TLS = Set.of("require", "verify-ca", "verify-full");

  private static final Pattern COMMA = Pattern.compile(",");
  private static final String SETTING = "roomservice.db.url";
  private static final String HOST = "PGHOST";

  private DatabaseAddress() {}

  /**
   * Has a PostgreSQL on another machine asked by TLS only.
   *
   * @throws BadSetting if the address allows anything else; it is not shown, for it may hold a
   *     password
   */
  public static void requirePrivate(String url) {
    Map<String, String> read = read(url);
    boolean near =
        read.containsKey(HOST) && COMMA.splitAsStream(read.get(HOST)).allMatch(ThisMachine::is);
    if (!near && !tls(read)) {
      throw BadSetting.value(
          SETTING,
          "an address of another machine without TLS",
          "one with sslmode=verify-full (verify-ca, require), or of this machine");
    }
  }

  /** By the driver in the WAR, whose types would need others to compile. */
  private static Map<String, String> read(String url) {
    try {
      Driver driver =
          Class.forName("org.postgresql.Driver")
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      if (!driver.acceptsURL(url)) {
        return Map.of();
      }
      return Arrays.stream(driver.getPropertyInfo(url, new Properties()))
          .filter(DatabaseAddress::given)
          .collect(Collectors.toMap(property -> property.name, property -> property.value));
    } catch (ReflectiveOperationException | SQLException e) {
      throw new IllegalStateException("the driver of PostgreSQL does not read its address", e);
    }
  }

  private static boolean given(DriverPropertyInfo property) {
    return property.value != null;
  }

  /** The driver takes {@code ssl} alone, or with {@code true}, for verify-full. */
  private static boolean tls(Map<String, String> read) {
    String mode = read.get("sslmode");
    String ssl = read.get("ssl");
    return mode == null
        ? ssl != null && (ssl.isEmpty() || ssl.equalsIgnoreCase("true"))
        : TLS.contains(mode.toLowerCase(Locale.ROOT));
  }
}
