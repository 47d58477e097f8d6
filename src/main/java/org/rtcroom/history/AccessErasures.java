package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.journal.ErasedPart;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.kernel.UserId;

/**
 * Erases people from access logs that have ended, which are those of earlier starts and days and of
 * nodes that are gone: the personal parts and salts of the lines that tell of the user go. A line
 * of today's log names these lines, written in the same transaction; the chains verify as before.
 */
@ApplicationScoped
public class AccessErasures {

  /** Line numbers in one line that tells of an erasure. */
  private static final int AT_ONCE = 5_000;

  /** Parts that are read at once. */
  private static final int PAGE = 1_000;

  private static final String FOUND_BY =
      "select p.chain, p.seq, p.part from access_person p where p.user_id = ?";

  /** Lines of kinds that tell of more users than those they are found by. */
  private static final String OF_OTHERS =
      "select p.chain, p.seq, p.part from access_line l, access_person p"
          + " where l.kind in ('BANNED', 'UNBANNED') and p.chain = l.chain and p.seq = l.seq"
          + " and (p.user_id is null or p.user_id <> ?)";

  /**
   * The rest of one log, then the next ones; each has ended: its node began another, or is gone.
   */
  private static final String AFTER =
      " and p.chain >= ? and (p.chain > ? or p.seq > ?) and"
          + " (exists (select 1 from access_head h, access_head n where h.chain = p.chain"
          + " and n.node = h.node and n.chain > h.chain)"
          + " or exists (select 1 from access_head d, access_line e where d.chain = p.chain"
          + " and e.chain = d.chain and e.seq = d.last_seq and e.kind = 'LOG_ENDED'))"
          + " order by p.chain, p.seq limit "
          + PAGE;

  @Inject AuditReader reader;
  @Inject AccessLogWriter accessLog;
  @Inject RetentionRules rules;
  @Inject Clock clock;
  @Inject Endings endings;

  /**
   * Erases a user from the logs that need not be kept any more; committed when this returns.
   *
   * @return how many lines lost their personal part
   * @throws NotErasable if no line of an ended log tells of that user, or all must be kept still
   */
  public int erase(UserId user, Erasures.ErasureGrounds grounds, Actor actor) {
    Map<String, List<Long>> telling = reader.read(entities -> tellingOf(entities, user.value()));
    if (telling.isEmpty()) {
      throw new NotErasable("no line of an access log that has ended tells of that user");
    }
    reader.read(entities -> telling.keySet().removeAll(keptStill(entities, telling.keySet())));
    if (telling.isEmpty()) {
      throw new NotErasable("the access logs that tell of that user must be kept still");
    }
    telling.forEach((chain, seqs) -> erase(chain, seqs, grounds, actor));
    return telling.values().stream().mapToInt(List::size).sum();
  }

  /** Erases lines of one log. */
  void erase(String chain, List<Long> seqs, Erasures.ErasureGrounds grounds, Actor actor) {
    for (int from = 0; from < seqs.size(); from += AT_ONCE) {
      List<Long> some = seqs.subList(from, Math.min(seqs.size(), from + AT_ONCE));
      accessLog.record(note(chain, some, grounds, actor));
    }
  }

  /** The logs whose period, counted from their last lines, is not over by the rule in force. */
  private Set<String> keptStill(EntityManager entities, Set<String> chains) {
    Instant now = clock.instant();
    Optional<RetentionPeriod> period = rules.inForce(entities, now).accessLogs();
    return chains.stream()
        .filter(
            chain -> period.filter(kept -> kept.end(end(entities, chain)).isAfter(now)).isPresent())
        .collect(Collectors.toSet());
  }

  private static Instant end(EntityManager entities, String chain) {
    return Instant.ofEpochMilli(
        entities
            .createQuery(
                "select max(l.atMillis) from AccessLine l where l.chain = :chain", Long.class)
            .setParameter("chain", chain)
            .getSingleResult());
  }

  private AccessNote note(
      String chain, List<Long> seqs, Erasures.ErasureGrounds grounds, Actor actor) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("chain", chain);
    details.put("lines", List.copyOf(seqs));
    details.put("reason", grounds.reason());
    details.put("legalBasis", grounds.legalBasis());
    details.put("key", grounds.by().key());
    details.put("keyId", grounds.by().keyId());
    return new AccessNote(
        AccessKind.ERASED,
        actor,
        details,
        Map.of(),
        (entities, line) -> {
          remove(entities, chain, seqs);
          endings.erased(entities.unwrap(Connection.class), chain, seqs);
        });
  }

  private static void remove(EntityManager entities, String chain, List<Long> seqs) {
    entities
        .createQuery("delete from AccessPerson p where p.chain = :chain and p.seq in :seqs")
        .setParameter("chain", chain)
        .setParameter("seqs", seqs)
        .executeUpdate();
  }

  /** The personal part of a line of a log. */
  private record LogPart(String chain, long seq, JsonObject json) {}

  /** By chain, in ascending order. */
  private static Map<String, List<Long>> tellingOf(EntityManager entities, String user) {
    Jdbc jdbc = Jdbc.of(entities);
    Map<String, List<Long>> seqs = new TreeMap<>();
    Stream.concat(pages(jdbc, FOUND_BY, user), pages(jdbc, OF_OTHERS, user))
        .filter(part -> ErasedPart.tellsOf(part.json(), user))
        .forEach(
            part -> seqs.computeIfAbsent(part.chain(), chain -> new ArrayList<>()).add(part.seq()));
    seqs.values().forEach(list -> list.sort(null));
    return seqs;
  }

  /** What a query finds, page by page: a user may have logged in for years. */
  private static Stream<LogPart> pages(Jdbc jdbc, String query, String user) {
    return Stream.iterate(
            page(jdbc, query, user, "", -1),
            page -> !page.isEmpty(),
            page -> {
              LogPart last = page.get(page.size() - 1);
              return page(jdbc, query, user, last.chain(), last.seq());
            })
        .flatMap(List::stream);
  }

  private static List<LogPart> page(Jdbc jdbc, String query, String user, String chain, long seq) {
    return jdbc.list(
        row ->
            new LogPart(
                row.getString(1), row.getLong(2), RecordedJson.parse(row.getBytes(3)).json()),
        query + AFTER,
        user,
        chain,
        chain,
        seq);
  }
}
