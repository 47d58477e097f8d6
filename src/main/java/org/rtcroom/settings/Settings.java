package org.rtcroom.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings, checked. Every method throws {@link BadSetting} for a value outside the
 * bounds it is given; an empty value counts as absent. Environment variables and system properties
 * override files, as MicroProfile Config says.
 */
@ApplicationScoped
public class Settings {

  private static final String MODE = "roomservice.mode";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private Function<String, Optional<String>> source;
  private Consumer<BadSetting> missing =
      bad -> {
        throw bad;
      };

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected Settings() {}

  @Inject
  public Settings(Config config) {
    this(name -> config.getOptionalValue(name, String.class));
  }

  private Settings(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Settings that are exactly these. */
  public static Settings of(Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new Settings(name -> Optional.ofNullable(copy.get(name)));
  }

  /**
   * The settings of a program outside a server: system properties, else environment variables in
   * upper case with {@code _} for whatever is no letter and no digit.
   */
  public static Settings ofProcess() {
    return new Settings(
        name ->
            Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variable(name)))));
  }

  private static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * The same settings as production would read them, so that one reading finds all that is missing:
   * what has a default in demo mode is told and replaced by that.
   *
   * @param standIns values of other settings that are missing
   */
  public Settings inProduction(Map<String, String> standIns, Consumer<BadSetting> whatIsMissing) {
    Map<String, String> fixed = new HashMap<>(standIns);
    fixed.put(MODE, "production");
    Settings strict =
        new Settings(name -> Optional.ofNullable(fixed.get(name)).or(() -> source.apply(name)));
    strict.missing = whatIsMissing;
    return strict;
  }

  /** How strict the service is: {@code roomservice.mode}, default demo. */
  public Mode mode() {
    return choice(MODE, Mode.DEMO, Mode.class);
  }

  /** The folder for everything kept beside the database: {@code roomservice.home}. */
  public Path home() {
    String home = text("roomservice.home", "./roomservice-data");
    try {
      return Path.of(home).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw BadSetting.value("roomservice.home", home, "a path of this machine");
    }
  }

  /** Surrounding white space is cut off. */
  public Optional<String> optionalText(String name) {
    return source.apply(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  public String text(String name, String byDefault) {
    return optionalText(name).orElse(byDefault);
  }

  /** A text that has a default in demo mode only. */
  public String textOrDemo(String name, String inDemo) {
    return optionalText(name).orElseGet(() -> demoOnly(name, inDemo));
  }

  /**
   * A text of a certain form that has a default in demo mode only.
   *
   * @param expected says the form in words
   */
  public String textOrDemo(String name, String inDemo, Pattern form, String expected) {
    String text = textOrDemo(name, inDemo);
    if (!form.matcher(text).matches()) {
      throw BadSetting.value(name, text, expected);
    }
    return text;
  }

  /** Written {@code true} or {@code false}. */
  public boolean flag(String name, boolean byDefault) {
    String text = text(name, String.valueOf(byDefault));
    if (!text.equals("true") && !text.equals("false")) {
      throw BadSetting.value(name, text, "true or false");
    }
    return text.equals("true");
  }

  /** A whole number from {@code min} to {@code max}, both allowed. */
  public int integer(String name, int byDefault, int min, int max) {
    return (int) number(name, byDefault, min, max);
  }

  /** A whole number from {@code min} to {@code max}, both allowed. */
  public long number(String name, long byDefault, long min, long max) {
    return optionalText(name).map(text -> number(name, text, min, max)).orElse(byDefault);
  }

  /** A whole number that has a default in demo mode only. */
  public long numberOrDemo(String name, long inDemo, long min, long max) {
    return number(name, textOrDemo(name, String.valueOf(inDemo)), min, max);
  }

  /** Written {@code 500ms}, {@code 20s}, {@code 5m}, {@code 24h} or {@code 7d}; bounds included. */
  public Duration duration(String name, Duration byDefault, Duration min, Duration max) {
    return optionalDuration(name, min, max).orElse(byDefault);
  }

  /** As {@link #duration}, without a default. */
  public Optional<Duration> optionalDuration(String name, Duration min, Duration max) {
    return optionalText(name).map(text -> WrittenDuration.parse(name, text, min, max));
  }

  /** A constant of {@code type}, written in lower case with {@code -} for {@code _}. */
  public <E extends Enum<E>> E choice(String name, E byDefault, Class<E> type) {
    return optionalChoice(name, type).orElse(byDefault);
  }

  /** As {@link #choice}, without a default. */
  public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
    return optionalText(name).map(text -> WrittenChoice.parse(name, text, type));
  }

  /** An {@code http} or {@code https} address without user, query and fragment. */
  public URI url(String name, String byDefault) {
    return WrittenUrl.parse(name, text(name, byDefault));
  }

  /** As {@link #url}, without a default. */
  public Optional<URI> optionalUrl(String name) {
    return optionalText(name).map(text -> WrittenUrl.parse(name, text));
  }

  /**
   * A secret, given by the setting itself or, better, by a file that setting {@code <name>-file}
   * names. White space around it is cut off. Production refuses one that demo mode made.
   */
  public Optional<Secret> secret(String name) {
    Optional<Secret> secret =
        SecretSource.read(name, optionalText(name), optionalText(name + "-file"));
    boolean production = mode() == Mode.PRODUCTION;
    if (production && secret.filter(new KeyFolder(home())::made).isPresent()) {
      throw BadSetting.secret(name, "a key that was not made by demo mode");
    }
    return secret;
  }

  /** A secret that nothing can replace. */
  public Secret requiredSecret(String name) {
    return secret(name).orElseThrow(() -> BadSetting.missing(name));
  }

  private String demoOnly(String name, String inDemo) {
    if (mode() == Mode.PRODUCTION) {
      missing.accept(BadSetting.missing(name));
    }
    return inDemo;
  }

  private static long number(String name, String text, long min, long max) {
    boolean readable = WHOLE_NUMBER.matcher(text).matches();
    if (!readable || Long.parseLong(text) < min || Long.parseLong(text) > max) {
      throw BadSetting.value(name, text, "a whole number from " + min + " to " + max);
    }
    return Long.parseLong(text);
  }
}
