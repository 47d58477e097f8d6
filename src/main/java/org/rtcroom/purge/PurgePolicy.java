package org.rtcroom.purge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.IndependentVerifier.ChainVerifier;
import org.rtcroom.evidence.IndependentVerifier.RetentionBook;
import org.rtcroom.evidence.IndependentVerifier.RetentionBook.ValidRule;
import org.rtcroom.evidence.LeafContent;
import org.rtcroom.evidence.LineRecord;

/**
 * Whether a chain may be purged, and under which rule. A decision holds as long as the chain ends
 * where it did: holds and base dates are lines of it.
 */
final class PurgePolicy {

  /** The class whose rule holds for all sessions. */
  private static final String STANDARD = "standard";

  /** The class of all access logs. */
  static final String ACCESS_LOG = "access-log";

  private final Jdbc jdbc;
  private final LogReferences references;
  private final RetentionBook rules = new RetentionBook();

  PurgePolicy(Jdbc jdbc, ChainVerifier verifier) {
    this.jdbc = jdbc;
    references = new LogReferences(jdbc);
    readRules(verifier);
  }

  private void readRules(ChainVerifier verifier) {
    List<LineRecord> lines =
        jdbc.list(
            LineRecord::of,
            LineRecord.select("access") + "l.kind = ? order by l.chain, l.seq",
            RetentionBook.KIND);
    for (LineRecord line : lines) {
      if (verifier.signed(line, LastCover.firstOver(jdbc, line))) {
        rules.add(line);
      }
    }
    for (LineRecord line : lines) {
      String chain = line.line().chain();
      rules.end(chain, LastCover.of(jdbc, chain).map(last -> last.content().lastSeq()).orElse(-1L));
    }
  }

  PurgeDecision decide(Candidate chain, long now) {
    Optional<ValidRule> rule = rules.valid(chain.retention(), chain.family(), now);
    if (rule.isEmpty()) {
      return new PurgeDecision.NotDue();
    }
    Optional<LastCover> cover =
        LastCover.of(jdbc, chain.chain())
            .filter(last -> last.content().lastSeq() == chain.lastSeq());
    if (cover.isEmpty()) {
      return new PurgeDecision.NotDue();
    }
    LeafContent leaf = cover.get().content();
    long at = cover.get().at();
    long base = leaf.base().or(leaf::closed).orElse(at);
    long until = leaf.until().orElse(base);
    if (now <= at || !over(rule.get(), base, now) || now < until) {
      return new PurgeDecision.NotDue();
    }
    Optional<ValidRule> standard = Optional.empty();
    if (chain.session() && !leaf.shortened()) {
      standard = rules.valid(STANDARD, chain.family(), now);
      if (standard.filter(each -> over(each, leaf.closed().orElse(at), now)).isEmpty()) {
        return new PurgeDecision.NotDue();
      }
    }
    Optional<String> why =
        chain.session() ? keptSession(chain, leaf) : references.keeping(chain, now);
    boolean covered = rule.get().covered() && standard.map(ValidRule::covered).orElse(true);
    if (why.isEmpty() && !covered) {
      why = Optional.of("no checkpoint covers the rule yet");
    }
    return why.isPresent()
        ? new PurgeDecision.Kept(why.get())
        : new PurgeDecision.Lawful(
            rule.get(), standard.filter(each -> !each.equals(rule.get())), cover.get());
  }

  private static boolean over(ValidRule rule, long from, long now) {
    return rule.period().end(Instant.ofEpochMilli(from)).toEpochMilli() <= now;
  }

  private Optional<String> keptSession(Candidate chain, LeafContent leaf) {
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
