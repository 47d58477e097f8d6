package org.rtcroom.weapp;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The operator's settings for the client protocol. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param allowedOrigins web origins whose pages may call; {@code *} for any
 * @param webAuthentication how the web families find out their callers
 * @param loginInfo the requests that are given a userSig without proof
 * @param generation2017 whether clients that know no login are served as whom they name
 */
public record WeappSettings(
    Mode mode,
    Set<String> allowedOrigins,
    WebAuthentication webAuthentication,
    LoginInfoAccess loginInfo,
    boolean generation2017) {

  /** How the web families find out their callers. */
  public enum WebAuthentication {
    /** The caller is the user that the request names, as on the old servers. */
    OPEN,
    USERSIG,
    TOKEN
  }

  /** The requests that are given a userSig without proof. */
  public enum LoginInfoAccess {
    OPEN,
    API_KEY,
    OFF
  }

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is missing or out of its bounds
   */
  public static WeappSettings read(Settings settings) {
    boolean demo = settings.mode() == Mode.DEMO;
    return new WeappSettings(
        settings.mode(),
        origins(settings.text("roomservice.http.allowed-origins", "*")),
        settings.choice(
            "roomservice.webrtc.authentication",
            demo ? WebAuthentication.OPEN : WebAuthentication.TOKEN,
            WebAuthentication.class),
        loginInfo(settings, demo),
        generation2017(settings, demo));
  }

  private static boolean generation2017(Settings settings, boolean demo) {
    String name = "roomservice.weapp.generation-2017";
    boolean served = settings.flag(name, false);
    if (served && !demo) {
      throw BadSetting.value(name, "true", "false in production: its clients prove nothing");
    }
    return served;
  }

  private static LoginInfoAccess loginInfo(Settings settings, boolean demo) {
    String name = "roomservice.identity.login-info";
    LoginInfoAccess access =
        settings.choice(
            name, demo ? LoginInfoAccess.OPEN : LoginInfoAccess.API_KEY, LoginInfoAccess.class);
    if (access == LoginInfoAccess.OPEN && !demo) {
      throw BadSetting.value(name, "open", "api-key or off in production");
    }
    return access;
  }

  private static Set<String> origins(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether pages of that origin may call. */
  boolean allows(String origin) {
    return anyOrigin() || allowedOrigins.contains(origin);
  }

  boolean anyOrigin() {
    return allowedOrigins.contains("*");
  }
}
