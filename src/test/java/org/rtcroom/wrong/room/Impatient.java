package org.rtcroom.wrong.room;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

class Impatient {

  Supplier<Instant> instant = Instant::now;
  LocalDate date = LocalDate.now(ZoneOffset.UTC);
  Clock clock = Clock.systemUTC();
  long millis = System.currentTimeMillis();
  long nanos = System.nanoTime();
  Object old = old();

  @SuppressWarnings("JavaUtilDate")
  private static Object old() {
    return new Date();
  }
}
