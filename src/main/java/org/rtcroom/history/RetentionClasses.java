package org.rtcroom.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.room.RoomType;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * How long records are kept, by class: settings {@code roomservice.retention.CLASS} and, for one
 * family of rooms, {@code roomservice.retention.FAMILY.CLASS}. What has no rule is kept for good.
 *
 * @param rules in the order of their classes, those for all families first
 */
public record RetentionClasses(List<ClassPeriod> rules) {

  /** The class of every session that has been given no other. */
  public static final String STANDARD = "standard";

  /** The class of all access logs. */
  public static final String ACCESS_LOG = "access-log";

  private static final String SECTION = "roomservice.retention.";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern YEARS = Pattern.compile("([1-9][0-9]?|100)y");
  private static final Duration SHORTEST = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(36_525);

  public RetentionClasses {
    rules = List.copyOf(rules);
  }

  /**
   * How long a class is kept.
   *
   * @param family the rule is for, such as {@code live_room}; empty if for all
   */
  public record ClassPeriod(String retention, Optional<String> family, RetentionPeriod period) {}

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static RetentionClasses read(Settings settings) {
    List<ClassPeriod> rules = new ArrayList<>();
    for (String name : names(settings)) {
      period(settings, name)
          .ifPresent(period -> rules.add(new ClassPeriod(name, Optional.empty(), period)));
      for (RoomType type : RoomType.values()) {
        String ofFamily = type.family().replace('_', '-') + "." + name;
        period(settings, ofFamily)
            .ifPresent(
                period -> rules.add(new ClassPeriod(name, Optional.of(type.family()), period)));
      }
    }
    period(settings, ACCESS_LOG)
        .ifPresent(period -> rules.add(new ClassPeriod(ACCESS_LOG, Optional.empty(), period)));
    return new RetentionClasses(rules);
  }

  private static Set<String> names(Settings settings) {
    String setting = SECTION + "classes";
    Set<String> names = new LinkedHashSet<>(Set.of(STANDARD));
    String further = settings.text(setting, "");
    Arrays.stream(further.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    boolean all = names.stream().allMatch(n -> NAME.matcher(n).matches() && !n.equals(ACCESS_LOG));
    if (!all) {
      throw BadSetting.value(setting, further, "names of lower-case letters, digits and -");
    }
    return names;
  }

  /** Written as a duration, or {@code 5y} for years by the calendar. */
  private static Optional<RetentionPeriod> period(Settings settings, String name) {
    String text = settings.text(SECTION + name, "");
    if (!text.endsWith("y")) {
      return settings.optionalDuration(SECTION + name, SHORTEST, LONGEST).map(RetentionPeriod::of);
    }
    if (!YEARS.matcher(text).matches()) {
      throw BadSetting.value(SECTION + name, text, "years from 1y to 100y");
    }
    int years = Integer.parseInt(text.substring(0, text.length() - 1));
    return Optional.of(RetentionPeriod.ofYears(years));
  }

  /** The period of a class for sessions of a family; empty if sessions have no such class. */
  public Optional<RetentionPeriod> period(String name, String family) {
    if (name.equals(ACCESS_LOG)) {
      return Optional.empty();
    }
    return period(name, Optional.of(family)).or(() -> period(name, Optional.empty()));
  }

  /** The period of all access logs; empty if no rule says one. */
  public Optional<RetentionPeriod> accessLogs() {
    return period(ACCESS_LOG, Optional.empty());
  }

  private Optional<RetentionPeriod> period(String name, Optional<String> family) {
    return rules.stream()
        .filter(rule -> rule.retention().equals(name) && Objects.equals(rule.family(), family))
        .map(ClassPeriod::period)
        .findFirst();
  }
}
