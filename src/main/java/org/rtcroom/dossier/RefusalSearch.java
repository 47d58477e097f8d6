package org.rtcroom.dossier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rtcroom.accesslog.AccessFilter;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.evidence.HeadRecord;
import org.rtcroom.history.AuditReader;
import org.rtcroom.kernel.AccessKind;

/** Finds the refusals to users of a session while it was open. */
@ApplicationScoped
class RefusalSearch {

  /** Users whose refusals are looked for. */
  private static final int MOST_USERS = 20;

  /** Of one user. */
  private static final int MOST_LINES = 50;

  /** Refusals are counted for a minute and then written by the next batch. */
  private static final Duration LATE = Duration.ofMinutes(3);

  @Inject AuditReader reader;
  @Inject Clock clock;

  /** In order of time. */
  List<AuditLine> of(HeadRecord head, Collection<Participant> users) {
    Instant opened = head.number("opened_millis").map(Instant::ofEpochMilli).orElse(Instant.EPOCH);
    Instant closed =
        head.number("closed_millis").map(Instant::ofEpochMilli).orElseGet(clock::instant);
    List<AuditLine> found = new ArrayList<>();
    for (Participant user : users.stream().limit(MOST_USERS).toList()) {
      AccessFilter filter =
          new AccessFilter(
              Optional.of(AccessKind.REFUSED.name()),
              Optional.of(user.user()),
              Optional.empty(),
              Optional.of(opened),
              Optional.of(closed.plus(LATE)),
              Optional.empty());
      reader.accessLog(filter, MOST_LINES).stream()
          .filter(line -> !minute(line).isAfter(closed))
          .forEach(found::add);
    }
    found.sort(Comparator.comparing(AuditLine::at));
    return found;
  }

  private static Instant minute(AuditLine line) {
    return line.details().get("minute") instanceof JsonNumber minute
        ? Instant.ofEpochMilli(minute.longValue())
        : line.at().truncatedTo(ChronoUnit.MINUTES);
  }
}
