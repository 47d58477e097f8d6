package org.rtcroom.dossier;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A summary of the lines of a session, no longer than a document can show. */
final class SessionHistory {

  /** Users that are told of one by one. */
  static final int MOST_USERS = 200;

  /** Lines of one sort that are told of once more. */
  static final int MOST_LINES = 200;

  private static final Set<String> GAPS =
      Set.of("VACATED", "STREAM_KEPT", "HEARD_AGAIN", "WAS_SILENT");

  private final Times times;
  private final Map<String, Participant> participants = new LinkedHashMap<>();
  private final NotableLines evictions = new NotableLines();
  private final NotableLines statements = new NotableLines();
  private final long coveredSeq;
  private long erased;
  private long lines;
  private long uncovered;
  private Optional<Instant> uncoveredSince = Optional.empty();
  private boolean moreUsers;

  /**
   * @param coveredSeq number of the last line that a checkpoint covers
   */
  SessionHistory(Times times, long coveredSeq) {
    this.times = times;
    this.coveredSeq = coveredSeq;
  }

  /** Lines of one sort; beyond {@link #MOST_LINES} only how many. */
  static final class NotableLines {

    private final List<LineView> lines = new ArrayList<>();
    private long more;

    private void add(LineView line) {
      if (lines.size() < MOST_LINES) {
        lines.add(line);
      } else {
        more++;
      }
    }

    List<LineView> lines() {
      return lines;
    }

    long more() {
      return more;
    }
  }

  /** Takes the next line in. */
  void add(LineView line) {
    lines++;
    if (line.line().seq() > coveredSeq) {
      uncovered++;
      uncoveredSince = uncoveredSince.or(() -> Optional.of(line.line().at()));
    }
    erased += line.erased() ? 1 : 0;
    line.actingUser().ifPresent(user -> of(user).acted(line.actor()));
    people(line);
    boolean gap = GAPS.contains(line.line().kind()) || line.details().containsKey("gaps");
    if (gap || line.personal().containsKey("gaps") || evicted(line)) {
      evictions.add(line);
    }
    if (line.is("STATEMENT_MADE")) {
      statements.add(line);
    }
  }

  private static boolean evicted(LineView line) {
    return line.is("LEFT")
        && LineView.text(line.details(), "reason").filter("LEFT"::equals).isEmpty();
  }

  private void people(LineView line) {
    String at = times.of(line.line().at());
    line.user().ifPresent(user -> person(line, of(user), at));
    LineView.text(line.personal(), "creator")
        .ifPresent(user -> of(user).tookPartAs(Words.both("role.creator")));
    if (!line.is("SNAPSHOT")) {
      for (JsonString user : items(line, "admitted", JsonString.class)) {
        of(user.getString()).tookPartAs(Words.both("role.admitted"));
      }
    }
    for (JsonObject guest : items(line, "guests", JsonObject.class)) {
      of(guest.getString("user", ""))
          .tookPartAs(
              Words.both("role.invited") + " " + FieldText.cut(guest.getString("role", "")));
    }
    for (JsonObject count : items(line, "counts", JsonObject.class)) {
      Participant user = of(count.getString("user", ""));
      user.tookPartAs(Words.both("role.counted"));
      user.observedAt(count.getString("address", ""));
    }
  }

  private static void person(LineView line, Participant user, String at) {
    switch (line.line().kind()) {
      case "JOINED" -> {
        user.tookPartAs(Words.both("role.member"));
        user.came(at);
      }
      case "VIEWER_CAME" -> {
        user.tookPartAs(Words.both("role.viewer"));
        user.came(at);
      }
      case "LEFT" -> {
        String reason = LineView.text(line.details(), "reason").orElse("");
        user.went(at + " – " + Words.constant("reason", reason));
      }
      case "VIEWER_LEFT" -> user.went(at);
      case "PLAY_URL_HANDED" -> user.tookPartAs(Words.both("role.played"));
      case "BARRED" -> user.tookPartAs(Words.both("role.barred"));
      case "STATEMENT_MADE" -> user.tookPartAs(Words.both("role.named"));
      default -> {}
    }
    LineView.text(line.personal(), "nickname").ifPresent(user::called);
  }

  /** After the last line. */
  void end(boolean closed) {
    String until = Words.both(closed ? "untilClosing" : "still");
    participants.values().forEach(participant -> participant.went(until));
  }

  private Participant of(String user) {
    if (participants.size() >= MOST_USERS && !participants.containsKey(user)) {
      moreUsers = true;
      return new Participant(user);
    }
    return participants.computeIfAbsent(user, Participant::new);
  }

  /** The items of that type in a personal field; others were made unreadable. */
  private static <T> List<T> items(LineView line, String field, Class<T> type) {
    return line.personal().get(field) instanceof JsonArray array
        ? array.stream().filter(type::isInstance).map(type::cast).toList()
        : List.of();
  }

  Collection<Participant> participants() {
    return participants.values();
  }

  NotableLines evictions() {
    return evictions;
  }

  NotableLines statements() {
    return statements;
  }

  long erased() {
    return erased;
  }

  long lines() {
    return lines;
  }

  /** Lines that no checkpoint covers yet. */
  long uncovered() {
    return uncovered;
  }

  /** When the first of them was recorded. */
  Optional<Instant> uncoveredSince() {
    return uncoveredSince;
  }

  /** Whether there were more users than are told of. */
  boolean moreUsers() {
    return moreUsers;
  }
}
