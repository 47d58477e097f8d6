package org.rtcroom.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.rtcroom.accesslog.AccessPerson;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.RecordedJson;
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

  /** Kinds whose lines tell of more users than those they are found by. */
  private static final List<String> OF_OTHERS =
      List.of(AccessKind.BANNED.name(), AccessKind.UNBANNED.name());

  /** Its node has begun another one since, or is gone. */
  private static final String ENDED =
      " (exists (select n.chain from AccessHead h, AccessHead n where h.chain = p.chain"
          + " and n.node = h.node and n.chain > h.chain)"
          + " or exists (select e.chain from AccessHead d, AccessLine e where d.chain = p.chain"
          + " and e.chain = d.chain and e.seq = d.lastSeq and e.kind = 'LOG_ENDED'))";

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

  /** By chain, in ascending order. */
  private static Map<String, List<Long>> tellingOf(EntityManager entities, String user) {
    Map<String, List<Long>> seqs = new TreeMap<>();
    Stream.concat(foundBy(entities, user), ofOthers(entities, user))
        .filter(person -> ErasedPart.tellsOf(RecordedJson.parse(person.part()).json(), user))
        .forEach(
            person ->
                seqs.computeIfAbsent(person.chain(), chain -> new ArrayList<>()).add(person.seq()));
    seqs.values().forEach(list -> list.sort(null));
    return seqs;
  }

  private static Stream<AccessPerson> foundBy(EntityManager entities, String user) {
    return entities
        .createQuery(
            "select p from AccessPerson p where p.userId = :user and" + ENDED, AccessPerson.class)
        .setParameter("user", user)
        .getResultStream();
  }

  private static Stream<AccessPerson> ofOthers(EntityManager entities, String user) {
    return entities
        .createQuery(
            "select p from AccessLine l, AccessPerson p where l.kind in :kinds"
                + " and p.chain = l.chain and p.seq = l.seq"
                + " and (p.userId is null or p.userId <> :user) and"
                + ENDED,
            AccessPerson.class)
        .setParameter("kinds", OF_OTHERS)
        .setParameter("user", user)
        .getResultStream();
  }
}
