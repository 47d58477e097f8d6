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
import org.rtcroom.history.AuditReader;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.verifier.Head;

/** Finds what the users of a session were refused while it was open. */
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
  List<AuditLine> of(Head head, Collection<Participant> users) {
    Instant opened = moment(head, "opened_millis").orElse(Instant.EPOCH);
    Instant closed = moment(head, "closed_millis").orElseGet(clock::instant);
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

  private static Optional<Instant> moment(Head head, String column) {
    return head.columns().get(column) instanceof Long at
        ? Optional.of(Instant.ofEpochMilli(at))
        : Optional.empty();
  }
}
