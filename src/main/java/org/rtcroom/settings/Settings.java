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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings, checked. Every method throws {@link BadSetting} for a value outside the
 * bounds it is given; an empty value counts as absent. Environment variables and system properties
 * override files, as MicroProfile Config says.
 */
@ApplicationScoped
public class Settings {

  private static final String PREFIX = "roomservice.";
  private static final String MODE = "roomservice.mode";

  private Function<String, Optional<String>> source;
  private Supplier<Stream<String>> configured;
  private Consumer<BadSetting> missing =
      bad -> {
        throw bad;
      };

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected Settings() {}

  @Inject
  public Settings(Config config) {
    this(
        name -> config.getOptionalValue(name, String.class),
        () -> StreamSupport.stream(config.getPropertyNames().spliterator(), false));
  }

  private Settings(Function<String, Optional<String>> source, Supplier<Stream<String>> configured) {
    this.source = source;
    this.configured = configured;
  }

  /** Settings that are exactly these. */
  public static Settings of(Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new Settings(name -> Optional.ofNullable(copy.get(name)), copy.keySet()::stream);
  }

  /**
   * The settings of a program outside a server: system properties, else environment variables in
   * upper case with {@code _} for other characters than letters and digits.
   */
  public static Settings ofProcess() {
    return new Settings(
        name ->
            Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variable(name)))),
        () ->
            Stream.concat(
                System.getProperties().stringPropertyNames().stream(),
                System.getenv().keySet().stream()));
  }

  /** The environment variable of a setting. */
  public static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * The same settings as production would read them, so that one reading finds all that is missing:
   * a setting that has a default in demo mode is reported and replaced by that.
   *
   * @param standIns values of other settings that are missing
   */
  public Settings inProduction(Map<String, String> standIns, Consumer<BadSetting> whatIsMissing) {
    Map<String, String> fixed = new HashMap<>(standIns);
    fixed.put(MODE, "production");
    Settings strict =
        new Settings(
            name -> Optional.ofNullable(fixed.get(name)).or(() -> source.apply(name)), configured);
    strict.missing = whatIsMissing;
    return strict;
  }

  /**
   * The names of ours that are configured, known or not, as far as its sources can tell; those of
   * environment variables perhaps in their own spelling.
   */
  public Set<String> names() {
    return configured
        .get()
        .filter(name -> name.startsWith(PREFIX) || name.startsWith(variable(PREFIX)))
        .collect(Collectors.toCollection(TreeSet::new));
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
    return new SettingText(name, textOrDemo(name, inDemo)).of(form, expected);
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
    return written(name).map(text -> text.number(min, max)).orElse(byDefault);
  }

  /** A whole number that has a default in demo mode only. */
  public long numberOrDemo(String name, long inDemo, long min, long max) {
    return new SettingText(name, textOrDemo(name, String.valueOf(inDemo))).number(min, max);
  }

  /** Written {@code 500ms}, {@code 20s}, {@code 5m}, {@code 24h} or {@code 7d}; bounds included. */
  public Duration duration(String name, Duration byDefault, Duration min, Duration max) {
    return optionalDuration(name, min, max).orElse(byDefault);
  }

  /** As {@link #duration}, without a default. */
  public Optional<Duration> optionalDuration(String name, Duration min, Duration max) {
    return written(name).map(text -> text.duration(min, max));
  }

  /** A constant of {@code type}, written in lower case with {@code -} for {@code _}. */
  public <E extends Enum<E>> E choice(String name, E byDefault, Class<E> type) {
    return optionalChoice(name, type).orElse(byDefault);
  }

  /** As {@link #choice}, without a default. */
  public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
    return written(name).map(text -> text.choice(type));
  }

  /** An {@code http} or {@code https} address without user, query and fragment. */
  public URI url(String name, String byDefault) {
    return optionalUrl(name).orElseGet(() -> URI.create(byDefault));
  }

  /**
   * As {@link #url}, of a host that is told or believed something: in production it is called by
   * HTTPS, unless it is this machine.
   */
  public URI peerUrl(String name, String byDefault) {
    return optionalPeerUrl(name).orElseGet(() -> URI.create(byDefault));
  }

  /** As {@link #peerUrl}, without a default. */
  public Optional<URI> optionalPeerUrl(String name) {
    Optional<URI> url = optionalUrl(name);
    boolean open = url.filter(SettingText::readOnTheWay).isPresent();
    if (open && mode() == Mode.PRODUCTION) {
      throw BadSetting.value(
          name, url.get().toString(), "https:// in production, unless on this machine");
    }
    return url;
  }

  /** As {@link #url}, without a default. */
  public Optional<URI> optionalUrl(String name) {
    return written(name).map(SettingText::url);
  }

  /**
   * A secret of one line, given by the setting itself or, better, by a file that setting {@code
   * <name>-file} names. White space around it is cut off. Production refuses one that demo mode
   * made, and a file that others can open.
   */
  public Optional<Secret> secret(String name) {
    return secret(name, Secret.Form.LINE, exposure());
  }

  /** As {@link #secret}, of one line or several, such as a key in PEM. */
  public Optional<Secret> secretLines(String name) {
    return secret(name, Secret.Form.LINES, exposure());
  }

  /** As {@link #secretLines}, of a file only, which nobody else can open in demo mode either. */
  public Optional<Secret> secretInFile(String name) {
    if (optionalText(name).isPresent()) {
      throw BadSetting.secret(name, "a file, named by " + name + "-file");
    }
    return secret(name, Secret.Form.LINES, SecretFile.Exposure.REFUSED);
  }

  /** As {@link #secretLines}, of a text that is no secret: others may open its file. */
  public Optional<Secret> publicLines(String name) {
    return secret(name, Secret.Form.LINES, SecretFile.Exposure.FINE);
  }

  private SecretFile.Exposure exposure() {
    boolean demo = mode() == Mode.DEMO;
    return demo ? SecretFile.Exposure.WARNED : SecretFile.Exposure.REFUSED;
  }

  private Optional<Secret> secret(String name, Secret.Form form, SecretFile.Exposure exposure) {
    Optional<Secret> secret =
        Secret.read(name, optionalText(name), optionalText(name + "-file"), form, exposure);
    boolean production = mode() == Mode.PRODUCTION;
    if (production && secret.filter(new KeyFolder(home())::made).isPresent()) {
      throw BadSetting.secret(name, "a key that was not made by demo mode");
    }
    return secret;
  }

  /**
   * A secret that demo mode makes where none is given: 64 hex digits, kept in a file of {@link
   * KeyFolder}.
   *
   * @param shownName of the missing setting, in production
   */
  public Secret secretOrMade(String name, String shownName, String file) {
    Optional<Secret> given = secret(name);
    if (given.isEmpty() && mode() == Mode.PRODUCTION) {
      throw BadSetting.missing(shownName);
    }
    return given.orElseGet(() -> new Secret(new KeyFolder(home()).keptOrMadeHex(file)));
  }

  private String demoOnly(String name, String inDemo) {
    if (mode() == Mode.PRODUCTION) {
      missing.accept(BadSetting.missing(name));
    }
    return inDemo;
  }

  private Optional<SettingText> written(String name) {
    return optionalText(name).map(text -> new SettingText(name, text));
  }
}
