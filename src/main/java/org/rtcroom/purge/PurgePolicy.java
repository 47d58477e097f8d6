package org.rtcroom.purge;

import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.verifier.Leaf;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Rules;

/**
 * Whether a chain may be purged, and under which rule. What it finds holds as long as the chain
 * ends where it did: holds and base dates are lines of it.
 */
final class PurgePolicy {

  /** The class of all access logs. */
  static final String ACCESS_LOG = "access-log";

  private final Jdbc jdbc;
  private final CoverRows covers;
  private final LogReferences pins;
  private final Rules rules = new Rules();

  PurgePolicy(Jdbc jdbc) {
    this.jdbc = jdbc;
    covers = new CoverRows(jdbc);
    pins = new LogReferences(jdbc);
    readRules();
  }

  /** What was found. */
  sealed interface Finding {

    /** It may go, under that rule. */
    record Lawful(Rules.Rule rule, CoverRows.Cover cover) implements Finding {}

    /** It is due, but stays for now. */
    record Kept(String why) implements Finding {}

    /** Nothing is to be done. */
    record NotDue() implements Finding {}
  }

  private void readRules() {
    List<Line> lines =
        jdbc.list(
            StoredLines::line,
            StoredLines.select("access_line", "access_person")
                + " where l.kind = ? order by l.chain, l.seq",
            Rules.KIND);
    for (Line line : lines) {
      rules.read(line);
    }
    for (Line line : lines) {
      rules.end(line.chain(), covers.lastSeq(line.chain()));
    }
  }

  Finding of(Candidate chain, long now) {
    Optional<Rules.Rule> rule = rules.valid(chain.retention(), chain.family(), now);
    if (rule.isEmpty()) {
      return new Finding.NotDue();
    }
    Optional<CoverRows.Cover> cover =
        covers.last(chain.chain()).filter(last -> last.content().lastSeq() == chain.lastSeq());
    if (cover.isEmpty()) {
      return new Finding.NotDue();
    }
    Leaf.Content leaf = cover.get().content();
    long at = cover.get().at();
    long base = leaf.base().or(leaf::closed).orElse(at);
    long period = rule.get().period().orElse(Long.MAX_VALUE);
    if (now <= at || now - base < period || now < leaf.until().orElse(base)) {
      return new Finding.NotDue();
    }
    Optional<String> why = chain.session() ? keptSession(chain, leaf) : pins.keeping(chain, now);
    if (why.isEmpty() && !rules.covered(rule.get())) {
      why = Optional.of("no checkpoint covers the rule yet");
    }
    return why.isPresent()
        ? new Finding.Kept(why.get())
        : new Finding.Lawful(rule.get(), cover.get());
  }

  private Optional<String> keptSession(Candidate chain, Leaf.Content leaf) {
    if (leaf.held()) {
      return Optional.of("a hold is open");
    }
    if (leaf.closed().isEmpty() || !leaf.retention().equals(Optional.of(chain.retention()))) {
      return Optional.of("its last checkpoint says otherwise than its head");
    }
    boolean pending =
        jdbc.any("select 1 from delivery where session_id = ?", chain.chain())
            || jdbc.any(
                "select 1 from session_head where session_id = ? and group_key is not null",
                chain.chain());
    return pending ? Optional.of("something of it must still be delivered") : Optional.empty();
  }
}
