package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies the lines of one chain as they come. Of each kind of fault the first line is named. */
final class ChainCheck {

  private static final long HOUR_MILLIS = 3_600_000;

  private static final int SALT_LENGTH = 16;

  private static final Pattern KIND = Pattern.compile("[A-Z_]{1,32}");

  private final String chain;
  private final CoverOfChain cover;
  private final Findings findings;
  private final Tally tally;
  private final OpenQuestions questions;
  private final Times times;
  private final Sha256 sha = new Sha256();
  private final Story story = new Story();
  private final ColumnCheck columns;
  private final Set<Finding.Kind> told = EnumSet.noneOf(Finding.Kind.class);

  private @Nullable Line before;
  private long count;
  private @Nullable Line firstUncovered;
  private long uncovered;

  /**
   * The times by which the ages of lines are judged, in milliseconds since 1970.
   *
   * @param now checkpoints cover every line that is an hour older
   * @param made when what is verified was made; no line is an hour later, unless it is covered
   */
  record Times(long now, long made) {

    /** Judges no age. */
    static final Times UNKNOWN = new Times(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  ChainCheck(
      String chain,
      CoverOfChain cover,
      Findings findings,
      Tally tally,
      OpenQuestions questions,
      Times times) {
    this.chain = chain;
    this.cover = cover;
    this.findings = findings;
    this.tally = tally;
    this.questions = questions;
    this.times = times;
    columns = new ColumnCheck(findings);
  }

  void add(Line line) throws IOException {
    tally.add(Tally.What.LINES);
    checkPlace(line);
    checkContent(line);
    checkPersonal(line);
    read(line);
    cover.meet(line, story);
    firstUncovered = firstUncovered == null ? line : firstUncovered;
    uncovered++;
    if (cover.coveredSeq() == line.seq()) {
      checkDelay(firstUncovered);
      firstUncovered = null;
      uncovered = 0;
    }
    before = line;
    count++;
  }

  private void checkDelay(Line first) {
    if (overAnHour(first.atMillis(), cover.coveredAt())) {
      String after = Ages.words(cover.coveredAt() - first.atMillis());
      tell(
          Finding.Kind.COVERED_LATE,
          first,
          "the first checkpoint at hand that covers it was made "
              + after
              + " later; that nothing was changed before, it does not prove");
    }
  }

  private void checkPlace(Line line) {
    long expected = before == null ? 0 : before.seq() + 1;
    byte[] previous = before == null ? Checkpoint.NONE_BEFORE : before.hash();
    if (line.seq() > expected) {
      tell(Finding.Kind.LINE_MISSING, chain + "#" + expected, "the line after it is " + line.seq());
    } else if (line.seq() < expected) {
      tell(Finding.Kind.LINE_OUT_OF_ORDER, line, "it stands after line " + (expected - 1));
    } else if (!Arrays.equals(line.previousHash(), previous)) {
      tell(Finding.Kind.LINE_NOT_FOLLOWING, line, "it does not name the hash of the line before");
    }
    if (before != null && line.atMillis() < before.atMillis()) {
      tell(Finding.Kind.TIME_BACKWARDS, line, "it is earlier than the line before");
    }
  }

  private void checkContent(Line line) {
    if (line.format() != Line.FORMAT) {
      tell(Finding.Kind.UNKNOWN_FORMAT, line, "format " + line.format());
    }
    boolean inSession = before != null && story.session();
    boolean known = inSession ? line.ofSession() : kind(line);
    if (!known) {
      tell(Finding.Kind.UNKNOWN_KIND, line, "this format has no such kind");
    }
    if (!Arrays.equals(line.hash(), line.computedHash(sha))) {
      tell(Finding.Kind.LINE_CHANGED, line, "its hash is not that of what it says");
    }
    boolean ofRecord = story.session() && line.ofRecord();
    if (before != null && story.ended() && !ofRecord) {
      tell(Finding.Kind.LINE_AFTER_END, line, "the chain had ended before it");
    }
  }

  private static boolean kind(Line line) {
    return KIND.matcher(line.kind()).matches();
  }

  /** Lawful, but it shortens what people expect of a period. */
  private void checkBase(Line line) {
    boolean retention =
        line.kind().equals("RETENTION_SET") || line.kind().equals("SHORTENING_AGREED");
    if (retention && story.session() && line.readDetails().number("base") < story.began()) {
      tell(
          Finding.Kind.BASE_BEFORE_OPENING,
          line,
          "it counts the retention from before the session was opened");
    }
  }

  private void checkPersonal(Line line) {
    boolean part = line.salt().length > 0 || line.personal().length > 0;
    if (line.commitment().length == 0) {
      if (part) {
        tell(Finding.Kind.PERSONAL_PART_UNCOMMITTED, line, "it has a personal part beside it");
      }
      return;
    }
    if (line.seq() == count) {
      questions.erasures().meet(line, part);
    }
    if (!part) {
      tally.add(Tally.What.ERASED);
    } else if (line.salt().length != SALT_LENGTH) {
      tell(Finding.Kind.SALT_LENGTH, line, "its salt has " + line.salt().length + " bytes, not 16");
    } else if (!Arrays.equals(
        line.commitment(), sha.raw(line.salt()).raw(line.personal()).hash())) {
      tell(
          Finding.Kind.PERSONAL_PART_CHANGED,
          line,
          "the personal part is not the one committed to");
    }
  }

  private void read(Line line) {
    try {
      boolean session = before == null ? line.ofSession() : story.session();
      boolean counts = !Acts.is(line.kind(), session) || judged(line, session);
      story.add(line, counts);
      columns.check(line, session);
      story.objection().ifPresent(why -> tell(why.kind(), line, why.text()));
      questions.read(line, session, counts);
      checkBase(line);
    } catch (BadJson e) {
      tell(Finding.Kind.LINE_UNREADABLE, line, e.getMessage() + "");
    }
  }

  /** Whether an act has its signature. */
  private boolean judged(Line line, boolean session) {
    boolean signed = questions.acts().signed(line, cover.numberOver());
    if (!signed) {
      tell(Finding.Kind.ACT_FORGED, line, "no key that is trusted signed this act, so it is void");
    } else if (!session && line.kind().equals(LogEnds.KIND)) {
      LogEnds.reasonAgainst(line, before, story.node())
          .ifPresent(
              why -> tell(Finding.Kind.ACT_WITHOUT_RIGHT, line, "it ended the log, but " + why));
    } else if (session && line.kind().equals(Erasures.KIND)) {
      story.againstErasing(line).ifPresent(why -> tell(why.kind(), line, why.text()));
      boolean early = line.readDetails().has(EarlyErasures.BASIS);
      if (!early && !Endings.again(line)) {
        story.kept().ifPresent(kept -> questions.periods().erased(line, kept));
      }
    }
    return signed;
  }

  /** After the last line: what no checkpoint covers, and what should be there and is not. */
  void end() throws IOException {
    cover.end(any());
    Line first = firstUncovered;
    Line last = before;
    long ended = last == null ? Long.MIN_VALUE : last.atMillis();
    questions.end(chain, any() && story.session(), cover.coveredSeq(), ended);
    if (first == null || last == null) {
      return;
    }
    tally.uncovered(uncovered, first.atMillis());
    if (overAnHour(first.atMillis(), times.now())) {
      tell(
          Finding.Kind.UNCOVERED_TOO_LONG,
          first,
          "it claims to be so old that a checkpoint should cover it, and none does");
    }
    if (overAnHour(times.made(), last.atMillis())) {
      tell(
          Finding.Kind.TIME_AHEAD,
          last,
          "it claims to be later than what it stands in, and no checkpoint covers it");
    }
  }

  static boolean overAnHour(long from, long to) {
    long passed = to - from;
    return to > from && (passed > HOUR_MILLIS || passed < 0);
  }

  boolean any() {
    return count > 0;
  }

  Story story() {
    return story;
  }

  /** Compares the head with what the lines tell. */
  void compare(@Nullable Head head) {
    if (head == null) {
      tell(Finding.Kind.HEAD_MISSING, "chain " + chain, "there are lines, but no head");
      return;
    }
    Map<String, Object> expected = story.head();
    Set<String> wrong = new TreeSet<>();
    for (String column : story.session() ? Heads.OF_SESSIONS : Heads.OF_ACCESS_LOGS) {
      Object is = head.columns().get(column);
      Object should = expected.get(column);
      if (is == null ? should != null : !is.equals(should)) {
        wrong.add(column);
      }
    }
    if (story.session() && !story.allowsGroupKey(head.columns().get("group_key"))) {
      wrong.add("group_key");
    }
    if (story.session() && !story.allowsCreator(head.columns().get("creator"))) {
      wrong.add("creator");
    }
    if (!wrong.isEmpty()) {
      tell(
          Finding.Kind.HEAD_DIFFERS,
          "chain " + chain,
          "its head has another " + String.join(", ", wrong) + " than its lines");
    }
  }

  private void tell(Finding.Kind kind, Object place, String text) {
    if (told.add(kind)) {
      findings.add(kind, place, text);
    }
  }
}
