package org.rtcroom.history;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.accesslog.AccessLine;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.accesslog.StartNotes;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/**
 * Records at a start which rules of retention have changed, so that a later purge can be judged by
 * the rule that stood then. A line without a period ends a rule.
 */
@ApplicationScoped
public class RetentionRules implements StartNotes {

  private static final String RETENTION = "retention";
  private static final String FAMILY = "family";

  @EJB Transactions transactions;
  @Inject ActSignatures acts;
  @Inject RetentionClasses classes;
  @Inject NodeName node;

  @Produces
  @Singleton
  static RetentionClasses classes(Settings settings) {
    return RetentionClasses.read(settings);
  }

  /** What a rule is for. */
  private record Scope(String retention, Optional<String> family) {}

  /** What the start is to record, in the order of the settings; nothing where nothing changed. */
  @Override
  public List<AccessNote> notes() {
    Map<Scope, Optional<RetentionPeriod>> wanted = new LinkedHashMap<>();
    for (RetentionClasses.ClassPeriod rule : classes.rules()) {
      wanted.put(new Scope(rule.retention(), rule.family()), Optional.of(rule.period()));
    }
    Map<Scope, Optional<RetentionPeriod>> recorded = transactions.commit(this::recorded);
    recorded.keySet().forEach(scope -> wanted.putIfAbsent(scope, Optional.empty()));
    List<AccessNote> notes = new ArrayList<>();
    wanted.forEach(
        (scope, period) -> {
          if (!recorded.getOrDefault(scope, Optional.empty()).equals(period)) {
            notes.add(note(scope, period));
          }
        });
    return notes;
  }

  /**
   * The rules as they are recorded by that moment, which are those by which others judge what is
   * done then; works within the caller's transaction.
   */
  RetentionClasses inForce(EntityManager entities, Instant at) {
    List<RetentionClasses.ClassPeriod> rules = new ArrayList<>();
    recorded(entities, at)
        .forEach(
            (scope, period) ->
                period.ifPresent(
                    known ->
                        rules.add(
                            new RetentionClasses.ClassPeriod(
                                scope.retention(), scope.family(), known))));
    return new RetentionClasses(rules);
  }

  private AccessNote note(Scope scope, Optional<RetentionPeriod> period) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("node", node.name());
    details.put(RETENTION, scope.retention());
    scope.family().ifPresent(family -> details.put(FAMILY, family));
    period
        .map(RetentionPeriod::field)
        .ifPresent(field -> details.put(field.getKey(), field.getValue()));
    return new AccessNote(AccessKind.RETENTION_RULE, Actor.SERVICE, details);
  }

  private Map<Scope, Optional<RetentionPeriod>> recorded(EntityManager entities) {
    return recorded(entities, Instant.MAX);
  }

  private Map<Scope, Optional<RetentionPeriod>> recorded(EntityManager entities, Instant at) {
    Map<Scope, Optional<RetentionPeriod>> rules = new LinkedHashMap<>();
    entities
        .createQuery(
            "select l from AccessLine l where l.kind = :kind order by l.atMillis, l.chain, l.seq",
            AccessLine.class)
        .setParameter("kind", AccessKind.RETENTION_RULE.name())
        .getResultStream()
        .map(AccessLine::line)
        .filter(line -> !line.at().isAfter(at))
        .filter(line -> acts.genuine(entities.unwrap(Connection.class), line))
        .map(line -> RecordedJson.parse(line.details()))
        .forEach(
            rule ->
                rules.put(
                    new Scope(rule.text(RETENTION), rule.optionalText(FAMILY)),
                    RetentionPeriod.recorded(
                        rule.optionalNumber("period"), rule.optionalNumber("years"))));
    return rules;
  }
}
