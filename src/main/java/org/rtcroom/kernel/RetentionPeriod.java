package org.rtcroom.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * How long something is kept: a fixed time, or years by the calendar, which are longer than 365
 * days each where leap days lie between. Exactly one of the two is not 0.
 *
 * @param years from 1 to 100, counted in UTC: what began on 29 February ends on the 28th
 */
public record RetentionPeriod(Duration fixed, int years) {

  private static final String PERIOD = "period";
  private static final String YEARS = "years";

  /**
   * @throws IllegalArgumentException if both are 0, or none
   */
  public RetentionPeriod {
    if (fixed.isZero() != (years > 0) || fixed.isNegative()) {
      throw new IllegalArgumentException("a period is a fixed time or years");
    }
  }

  public static RetentionPeriod of(Duration fixed) {
    return new RetentionPeriod(fixed, 0);
  }

  public static RetentionPeriod ofYears(int years) {
    return new RetentionPeriod(Duration.ZERO, years);
  }

  /**
   * As records hold it.
   *
   * @param millis {@code period} of the record
   * @param years {@code years} of the record
   * @return empty if the record holds neither
   */
  public static Optional<RetentionPeriod> recorded(Optional<Long> millis, Optional<Long> years) {
    return years
        .map(number -> ofYears(Math.toIntExact(number)))
        .or(() -> millis.map(number -> of(Duration.ofMillis(number))));
  }

  /** The field of a record that holds it, and its number. */
  public Map.Entry<String, Long> field() {
    return years > 0 ? Map.entry(YEARS, (long) years) : Map.entry(PERIOD, fixed.toMillis());
  }

  /** The end of the period that begins then. */
  public Instant end(Instant from) {
    return years > 0
        ? from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant()
        : from.plus(fixed);
  }
}
