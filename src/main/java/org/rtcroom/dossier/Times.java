package org.rtcroom.dossier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/**
 * Times as people read them: in UTC and, where the operator has named one, in the site's zone.
 *
 * @param zone the site's
 */
public record Times(Optional<ZoneId> zone) {

  private static final String ZONE = "roomservice.audit.zone";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

  /**
   * Reads and checks the setting.
   *
   * @throws BadSetting if it names no zone
   */
  public static Times read(Settings settings) {
    return new Times(settings.optionalText(ZONE).map(Times::zone));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw BadSetting.value(ZONE, name, "the name of a time zone, such as Asia/Shanghai");
    }
  }

  String of(long millis) {
    return of(Instant.ofEpochMilli(millis));
  }

  String of(Instant at) {
    return UTC.format(at) + zone.map(site -> " (" + LOCAL.format(at.atZone(site)) + ")").orElse("");
  }

  /** A line for each zone. */
  List<Fact> facts(Instant at) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.small(UTC.format(at)));
    zone.ifPresent(site -> facts.add(Fact.small(LOCAL.format(at.atZone(site)))));
    return facts;
  }

  /** Such as {@code 1 d 2 h 3 min 4 s}, without units that are zero. */
  static String lasting(Duration duration) {
    String text =
        part(duration.toDays(), "d")
            + part(duration.toHoursPart(), "h")
            + part(duration.toMinutesPart(), "min")
            + part(duration.toSecondsPart(), "s");
    return text.isEmpty() ? "0 s" : text.strip();
  }

  private static String part(long count, String unit) {
    return count > 0 ? count + " " + unit + " " : "";
  }
}
