package org.rtcroom.purge;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.checkpoint.Domain;
import org.rtcroom.checkpoint.SigningKey;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.IndependentVerifier.ChainVerifier;
import org.rtcroom.evidence.IndependentVerifier.RetentionBook.ValidRule;
import org.rtcroom.evidence.LineRecord;
import org.rtcroom.evidence.Pages;
import org.rtcroom.evidence.RecordSource;

/** Puts a tombstone in the place of a chain, in one transaction. */
final class Burial {

  private final Jdbc jdbc;
  private final SigningKey key;
  private final ChainVerifier verifier;

  Burial(Jdbc jdbc, SigningKey key, ChainVerifier verifier) {
    this.jdbc = jdbc;
    this.key = key;
    this.verifier = verifier;
  }

  /** Why a chain does not verify; nothing of such a one is removed. */
  Optional<String> reasonAgainst(Candidate chain, PurgeDecision.Lawful decision) {
    String sql = LineRecord.select(chain.tables()) + LineRecord.REST + " limit " + Pages.SIZE;
    try (RecordSource<LineRecord> lines =
        new Pages<>(
            last ->
                jdbc.list(
                    LineRecord::of,
                    sql,
                    chain.chain(),
                    last == null ? LineRecord.BEFORE_FIRST : last.seq()))) {
      return verifier.reasonAgainst(decision.cover().leaf(), lines);
    } catch (IOException | DatabaseUnavailable e) {
      return Optional.of("the lines of " + chain.chain() + " cannot be read");
    }
  }

  /**
   * Removes the chain. The head goes first: a writer that adds a line meanwhile waits for it, and
   * then finds no session.
   *
   * @return false if it has gone on since it was looked at; then nothing was changed
   */
  boolean bury(Candidate chain, PurgeDecision.Lawful decision, long now) throws SQLException {
    byte[] body = body(chain, decision, now);
    jdbc.update(
        "insert into tombstone (chain, body, signature, key_id, at_millis) values (?, ?, ?, ?, ?)",
        chain.chain(),
        body,
        key.sign(Domain.TOMBSTONE, body),
        key.id(),
        now);
    boolean asItWas = jdbc.update(chain.headRemoval(), chain.chain(), chain.lastSeq()) == 1;
    for (String table : chain.further()) {
      jdbc.update("delete from " + table + " where chain = ?", chain.chain());
    }
    long lines = jdbc.update("delete from " + chain.lines() + " where chain = ?", chain.chain());
    if (asItWas && lines == chain.lastSeq() + 1) {
      jdbc.connection().commit();
      return true;
    }
    jdbc.connection().rollback();
    return false;
  }

  private static byte[] body(Candidate chain, PurgeDecision.Lawful decision, long now) {
    Map<String, Object> body = new HashMap<>();
    body.put("at", now);
    body.put("chain", chain.chain());
    body.put("lastSeq", chain.lastSeq());
    body.put("lastHash", decision.cover().content().lastHash());
    body.put("retention", chain.retention());
    body.putAll(claim(decision.rule()));
    decision.standard().ifPresent(rule -> body.put("standard", claim(rule)));
    return CanonicalJson.bytes(body);
  }

  private static Map<String, Object> claim(ValidRule rule) {
    Map<String, Object> claim = new HashMap<>();
    Map.Entry<String, Long> period = rule.period().field();
    claim.put(period.getKey(), period.getValue());
    claim.put("rule", Map.of("chain", rule.chain(), "seq", rule.seq()));
    rule.family().ifPresent(family -> claim.put("family", family));
    return claim;
  }
}
