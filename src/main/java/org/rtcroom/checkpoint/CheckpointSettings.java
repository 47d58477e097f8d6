package org.rtcroom.checkpoint;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * The settings of checkpoints, but for the keys. Bounds and defaults stand in {@code
 * META-INF/microprofile-config.properties}.
 *
 * @param file the copy outside the database
 * @param acknowledged the last checkpoint of a database that may go on although the file knows more
 * @param lost the id of a key that is gone, so that another goes on without its signature
 * @param revoked a key whose checkpoints prove nothing from a number on
 * @param interval how long a recorded line may wait for its checkpoint
 * @param mode {@code demo} or {@code production}
 */
public record CheckpointSettings(
    Path file,
    Optional<Long> acknowledged,
    Optional<String> lost,
    Optional<RevokedKey> revoked,
    Duration interval,
    String mode) {

  static final String AUDIT = "roomservice.audit.";
  static final String ACKNOWLEDGE = AUDIT + "acknowledge-restored";

  private static final String LOST = AUDIT + "checkpoint-key-lost";
  private static final Pattern REVOKED = Pattern.compile("([0-9a-f]{16}):([0-9]{1,18})");

  /** Checkpoints by that key prove nothing from that number on. */
  public record RevokedKey(String key, long from) {}

  /**
   * Reads and checks.
   *
   * @throws BadSetting if a value is out of its bounds
   */
  public static CheckpointSettings read(Settings settings) {
    Optional<Long> acknowledged =
        settings
            .optionalText(ACKNOWLEDGE)
            .map(text -> settings.number(ACKNOWLEDGE, -1, -1, Long.MAX_VALUE / 10));
    return new CheckpointSettings(
        file(settings),
        acknowledged,
        lost(settings),
        revoked(settings),
        interval(settings),
        settings.mode().name().toLowerCase(Locale.ROOT));
  }

  private static Duration interval(Settings settings) {
    Duration most =
        settings.mode() == Mode.DEMO ? Duration.ofDays(1) : CheckpointSchedule.USUAL_INTERVAL;
    return settings.duration(
        AUDIT + "checkpoint-interval",
        CheckpointSchedule.USUAL_INTERVAL,
        Duration.ofSeconds(1),
        most);
  }

  private static Path file(Settings settings) {
    String name = AUDIT + "checkpoint-file";
    Optional<String> chosen = settings.optionalText(name);
    try {
      return chosen.map(Path::of).orElseGet(() -> settings.home().resolve("checkpoints.log"));
    } catch (InvalidPathException e) {
      throw BadSetting.value(name, chosen.orElse(""), "a path of this machine");
    }
  }

  private static Optional<String> lost(Settings settings) {
    Optional<String> id = settings.optionalText(LOST);
    if (id.filter(text -> !text.matches("[0-9a-f]{16}")).isPresent()) {
      throw BadSetting.value(LOST, id.get(), "a key's id, 16 hexadecimal digits");
    }
    return id;
  }

  private static Optional<RevokedKey> revoked(Settings settings) {
    String name = AUDIT + "checkpoint-key-revoked";
    return settings
        .optionalText(name)
        .map(
            text -> {
              Matcher form = REVOKED.matcher(text);
              if (!form.matches()) {
                throw BadSetting.value(name, text, "a key's id, a colon and a checkpoint's number");
              }
              return new RevokedKey(form.group(1), Long.parseLong(form.group(2)));
            });
  }
}
