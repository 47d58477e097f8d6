package org.rtcroom.purge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.IndependentVerifier;
import org.rtcroom.evidence.LineRecord;

/**
 * References that keep an access log although its period is over: keys, tombstones or other logs
 * still rest on its lines. Such a log is kept whole.
 */
final class LogReferences {

  /** Lines that are referred to for good. */
  private static final String FOR_GOOD =
      "'CHECKPOINT_KEY_INTRODUCED', 'CHECKPOINT_KEY_REVOKED', 'RESTORED', 'KEY_CREATED',"
          + " 'KEY_CONFIRMED', 'KEY_REVOKED', 'RETENTION_RULE'";

  private static final String ERASED = "ERASED";

  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,18}");

  private final Jdbc jdbc;
  private @Nullable List<LineRecord> bans;

  LogReferences(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Why the log is kept, if it is. */
  Optional<String> keeping(Candidate log, long now) {
    Optional<String> kind =
        jdbc.first(
            row -> row.getString(1),
            "select kind from access_line where chain = ? and kind in ("
                + FOR_GOOD
                + ")"
                + " order by seq limit 1",
            log.chain());
    if (kind.isPresent()) {
      return Optional.of("it holds a line " + kind.get());
    }
    if (jdbc.any("select 1 from ban where chain = ?", log.chain())) {
      return Optional.of("a ban is still there that it tells of");
    }
    List<LineRecord> lines =
        jdbc.list(
            LineRecord::of,
            LineRecord.select("access")
                + "l.chain = ? and l.kind in ('BANNED', 'UNBANNED', 'ERASED') order by l.seq",
            log.chain());
    for (LineRecord line : lines) {
      if (stillNeeded(line, now)) {
        return Optional.of("line " + line.seq() + ", " + line.line().kind() + ", is still needed");
      }
    }
    return Optional.empty();
  }

  /**
   * An erasure while the log is there of which something was erased; a line about a ban while any
   * line says that it lasts: without the line that lifted or replaced it, it would seem to stand.
   */
  private boolean stillNeeded(LineRecord line, long now) {
    if (line.line().kind().equals(ERASED)) {
      String chain = IndependentVerifier.text(line, "chain").orElse("");
      return !chain.equals(line.line().chain())
          && jdbc.any("select 1 from access_head where chain = ?", chain);
    }
    return bans().stream().anyMatch(ban -> id(ban).equals(id(line)) && until(ban) > now);
  }

  /** All lines that imposed a ban; they are few, and those that count are not purged. */
  private List<LineRecord> bans() {
    if (bans == null) {
      bans =
          jdbc.list(
              LineRecord::of, LineRecord.select("access") + "l.kind = 'BANNED' order by l.chain");
    }
    return bans;
  }

  private static Optional<String> id(LineRecord line) {
    return IndependentVerifier.text(line, "ban");
  }

  /** When a ban runs out; never, if the line does not say. */
  private static long until(LineRecord ban) {
    return IndependentVerifier.text(ban, "until")
        .filter(until -> MILLIS.matcher(until).matches())
        .map(Long::valueOf)
        .orElse(Long.MAX_VALUE);
  }
}
