package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Erasures that say nothing of a law by which they came early, until the rules of retention are
 * known: then the period in force must have been over. Takes some 200 bytes for each.
 */
final class Periods {

  /** The class of all sessions, and that of all access logs. */
  private static final String STANDARD = "standard";

  private static final String ACCESS_LOG = "access-log";

  /**
   * How long the session of an erasure had to be kept by what its own lines say.
   *
   * @param base from when the period of the class counts, if that was set
   * @param shortened whether the period of all sessions does not count
   */
  record Kept(
      String family, long closed, String retention, Optional<Long> base, boolean shortened) {}

  private record OfSession(Line line, Kept kept) {}

  private record OfAccessLog(Line line, String chain) {}

  private final List<OfSession> sessions = new ArrayList<>();
  private final List<OfAccessLog> accessLogs = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();

  void erased(Line line, Kept kept) {
    sessions.add(new OfSession(line.withoutContent(), kept));
  }

  void erased(Line line, String chain) {
    accessLogs.add(new OfAccessLog(line.withoutContent(), chain));
  }

  /** An access log ends at that time. */
  void end(String chain, long atMillis) {
    ends.put(chain, atMillis);
  }

  /** At the very end. */
  void settle(Rules rules, Findings findings) {
    for (OfSession erased : sessions) {
      if (end(erased, rules).filter(end -> end > erased.line().atMillis()).isPresent()) {
        tell(erased.line(), findings);
      }
    }
    for (OfAccessLog erased : accessLogs) {
      long at = erased.line().atMillis();
      Optional<Rules.Period> period = period(rules, ACCESS_LOG, Optional.empty(), at);
      Optional<Long> end = Optional.ofNullable(ends.get(erased.chain()));
      if (end.flatMap(last -> period.map(p -> p.end(last))).filter(over -> over > at).isPresent()) {
        tell(erased.line(), findings);
      }
    }
  }

  private static void tell(Line line, Findings findings) {
    findings.add(
        Finding.Kind.ERASED_EARLY,
        line,
        "it erased before the period in force was over, and no two persons agreed to that");
  }

  private static Optional<Long> end(OfSession erased, Rules rules) {
    Kept kept = erased.kept();
    long at = erased.line().atMillis();
    Optional<String> family = Optional.of(kept.family());
    Stream<Long> ofAll =
        kept.shortened()
            ? Stream.of()
            : period(rules, STANDARD, family, at).map(p -> p.end(kept.closed())).stream();
    Stream<Long> ofClass =
        kept
            .base()
            .flatMap(base -> period(rules, kept.retention(), family, at).map(p -> p.end(base)))
            .stream();
    return Stream.concat(ofAll, ofClass).max(Long::compareTo);
  }

  private static Optional<Rules.Period> period(
      Rules rules, String retention, Optional<String> family, long at) {
    return rules.valid(retention, family, at).flatMap(Rules.Rule::period);
  }
}
