package org.rtcroom.purge;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.rtcroom.kernel.MonotonicClock;

/** The system's clock, ahead or behind by what a file in the home of the server says. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FileClock extends Clock implements MonotonicClock {

  private static final String FILE = "clock";

  private final Path file = Path.of(System.getProperty("roomservice.home", ".")).resolve(FILE);

  /** Sets the clock of the server in that home, whether it runs or not. */
  public static void set(Path home, Duration ahead) {
    try {
      Files.createDirectories(home);
      Path written = Files.writeString(home.resolve(FILE + ".new"), "" + ahead.toMillis());
      Files.move(written, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Duration ahead() {
    try {
      return Duration.ofMillis(Long.parseLong(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(ahead());
  }

  @Override
  public long nanos() {
    return System.nanoTime() + ahead().toNanos();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the service knows UTC only");
  }
}
