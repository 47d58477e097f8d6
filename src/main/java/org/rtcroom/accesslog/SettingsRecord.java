package org.rtcroom.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.chain.Sha256;
import org.rtcroom.room.RoomType;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Secret;
import org.rtcroom.settings.Settings;

/**
 * The settings that a start runs with: of all that the manual names, also by a pattern (a setting
 * of each family, the period of each retention class), and of whatever else is configured under
 * {@code roomservice.}, those that have a value. Secrets stand in it by an id that tells nothing to
 * those without its key.
 *
 * <p>Bounds: at most {@value #MOST} settings of at most {@value #LONGEST} characters each; a longer
 * value stands in it by its SHA-256, and the digest counts all.
 *
 * @param values by name, those that are no secrets
 * @param secrets ids by name; {@code unreadable} for a secret whose file cannot be read
 * @param leftOut how many more there are
 * @param digest SHA-256 over all names in ascending order, each followed by its value or id, both
 *     with their lengths before them; 64 hex digits
 */
record SettingsRecord(
    Map<String, String> values, Map<String, String> secrets, long leftOut, String digest) {

  static final int MOST = 400;
  static final int LONGEST = 256;

  private static final String MANUAL = "/META-INF/microprofile-config.properties";
  private static final String OURS = "roomservice.";
  private static final String CLASSES = "roomservice.retention.classes";
  private static final String CLASS = "CLASS";
  private static final String FAMILY = "FAMILY";
  private static final String FILE = "-file";

  /** A setting of the manual that stands for several. */
  private static final Pattern SEVERAL =
      Pattern.compile("(roomservice\\.[a-z.-]*(?:FAMILY|CLASS)[A-Za-z.-]*[A-Za-z])");

  private static final Pattern SECRET =
      Pattern.compile(".*[.-](key|secret|password|key-pepper)(-previous)?");

  /** A name that the manual does not have, such as one with a slip. */
  private static final Pattern PERHAPS_SECRET =
      Pattern.compile(".*(key|secret|passw|pepper|token|credential).*");

  private static final Pattern ADDRESS = Pattern.compile("jdbc:.*|.*://.*", Pattern.DOTALL);
  private static final Pattern SURPLUS = Pattern.compile("[@?;]|(?i:password)");

  /**
   * Reads them.
   *
   * @param keyedId of a name and a secret value
   */
  static SettingsRecord of(Settings settings, BinaryOperator<String> keyedId) {
    String manual = Build.text(MANUAL);
    Set<String> known = known(settings, manual);
    Set<String> names = new TreeSet<>(known);
    Set<String> variables =
        known.stream().map(Settings::variable).collect(Collectors.toCollection(TreeSet::new));
    settings.names().stream()
        .filter(name -> !variables.contains(Settings.variable(name)))
        .forEach(names::add);
    Map<String, String> values = new TreeMap<>();
    Map<String, String> secrets = new TreeMap<>();
    for (String name : names) {
      settings
          .optionalText(name)
          .filter(value -> isPlain(name, value, known.contains(name)))
          .ifPresentOrElse(
              value -> values.put(name, value),
              () -> secret(settings, name, keyedId).ifPresent(id -> secrets.put(name, id)));
    }
    return bounded(values, secrets);
  }

  /** The names of the manual, and those that its patterns stand for. */
  private static Set<String> known(Settings settings, String manual) {
    Set<String> known = new TreeSet<>(Build.properties(MANUAL).stringPropertyNames());
    known.removeIf(name -> !name.startsWith(OURS));
    Set<String> classes = new TreeSet<>(Set.of("standard"));
    Arrays.stream(settings.text(CLASSES, "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(classes::add);
    Matcher several = SEVERAL.matcher(manual);
    while (several.find()) {
      for (RoomType type : RoomType.values()) {
        String ofFamily = several.group().replace(FAMILY, type.family().replace('_', '-'));
        classes.forEach(name -> known.add(ofFamily.replace(CLASS, name)));
      }
    }
    Set<String> bases = new TreeSet<>();
    for (String name : known) {
      if (name.endsWith(FILE)) {
        bases.add(name.substring(0, name.length() - FILE.length()));
      } else if (SECRET.matcher(name).matches()) {
        bases.add(name + FILE);
      }
    }
    known.addAll(bases);
    return known;
  }

  private static boolean isPlain(String name, String value, boolean known) {
    String written = name.toLowerCase(Locale.ROOT).replace('_', '.');
    boolean secret =
        known
            ? SECRET.matcher(name).matches()
            : PERHAPS_SECRET.matcher(written).matches() && !name.endsWith(FILE);
    boolean mayHold =
        value.contains("PRIVATE KEY")
            || (ADDRESS.matcher(value).matches() && SURPLUS.matcher(value).find());
    return !secret && !mayHold;
  }

  private static Optional<String> secret(
      Settings settings, String name, BinaryOperator<String> keyedId) {
    try {
      Optional<String> value =
          SECRET.matcher(name).matches()
              ? settings.publicLines(name).map(Secret::value)
              : settings.optionalText(name);
      return value.map(text -> keyedId.apply(name, text));
    } catch (BadSetting e) {
      return Optional.of("unreadable");
    }
  }

  private static SettingsRecord bounded(Map<String, String> values, Map<String, String> secrets) {
    Sha256 digest = new Sha256();
    Stream.concat(values.entrySet().stream(), secrets.entrySet().stream())
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> digest.field(one.getKey()).field(one.getValue()));
    long all = (long) values.size() + secrets.size();
    Map<String, String> few = new TreeMap<>();
    values.entrySet().stream()
        .filter(one -> one.getKey().length() <= LONGEST)
        .limit(Math.max(0, MOST - secrets.size()))
        .forEach(one -> few.put(one.getKey(), cut(one.getValue())));
    Map<String, String> ids = new TreeMap<>();
    secrets.entrySet().stream()
        .filter(one -> one.getKey().length() <= LONGEST)
        .limit(MOST)
        .forEach(one -> ids.put(one.getKey(), one.getValue()));
    long leftOut = all - few.size() - ids.size();
    return new SettingsRecord(few, ids, leftOut, HexFormat.of().formatHex(digest.hash()));
  }

  private static String cut(String value) {
    return value.length() <= LONGEST
        ? value
        : "sha256:"
            + HexFormat.of()
                .formatHex(Sha256.of(value.getBytes(StandardCharsets.UTF_8), new byte[0]));
  }
}
