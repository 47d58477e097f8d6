package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.rtcroom.accesslog.AccessLine;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Lease;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.settings.BadSetting;

/**
 * Makes the key this node signs with the one in force, at a start. Each change stands in the access
 * log before it is made.
 */
@ApplicationScoped
class KeyRotation {

  static final String PREVIOUS = CheckpointSettings.AUDIT + "checkpoint-key-previous-file";

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;
  @Inject AccessLogWriter accessLog;
  @Inject Clock clock;

  /**
   * Introduces the first key, or changes from the previous one to the current, and revokes what is
   * to be revoked.
   *
   * @throws BadSetting if another key is in force, and the previous one was neither given nor said
   *     to be lost
   */
  void settle() {
    String own = keys.current().id();
    Optional<String> inForce = transactions.commit(CheckpointKeyRows::inForce);
    if (inForce.isEmpty()) {
      accessLog.record(
          AccessKind.CHECKPOINT_KEY_INTRODUCED, Actor.SERVICE, introduction(), Map.of());
    } else if (!inForce.get().equals(own) && settings.lost().equals(inForce)) {
      replaceLost(inForce.get());
    } else if (!inForce.get().equals(own)) {
      change(inForce.get());
    }
    settings.revoked().filter(this::unknown).ifPresent(this::revoke);
  }

  private Map<String, String> introduction() {
    return Map.of("key", keys.current().id(), "publicKey", keys.current().publicHex());
  }

  private void change(String inForce) {
    SigningKey old =
        keys.previous()
            .filter(key -> key.id().equals(inForce))
            .orElseThrow(() -> BadSetting.secret(PREVIOUS, "the key in force, " + inForce));
    accessLog.record(
        AccessKind.CHECKPOINT_KEY_INTRODUCED,
        Actor.SERVICE,
        Map.of(
            "key", keys.current().id(), "publicKey", keys.current().publicHex(), "old", old.id()),
        Map.of());
    store(number -> KeyDocument.change(number, clock.millis(), old, keys.current()));
  }

  private void replaceLost(String lost) {
    Map<String, String> details = new HashMap<>(introduction());
    details.put("lost", lost);
    accessLog.record(AccessKind.CHECKPOINT_KEY_INTRODUCED, Actor.SERVICE, details, Map.of());
    Optional<String> oldKey = transactions.commit(entities -> introduced(entities, lost));
    store(number -> KeyDocument.loss(number, clock.millis(), lost, oldKey, keys.current()));
  }

  /** The public half of a key, as the access log told it when the key was introduced. */
  private static Optional<String> introduced(EntityManager entities, String id) {
    return entities
        .createQuery("select l from AccessLine l where l.kind = :kind", AccessLine.class)
        .setParameter("kind", AccessKind.CHECKPOINT_KEY_INTRODUCED.name())
        .getResultStream()
        .flatMap(row -> RecordedJson.find(row.line().details()).stream())
        .map(details -> details.getString("publicKey", ""))
        .filter(hex -> Ed25519.publicKey(hex).map(Ed25519::id).filter(id::equals).isPresent())
        .findFirst();
  }

  private boolean unknown(CheckpointSettings.RevokedKey revoked) {
    if (revoked.key().equals(keys.current().id())) {
      throw BadSetting.value(
          CheckpointSettings.AUDIT + "checkpoint-key-revoked", revoked.key(), "another key's id");
    }
    return transactions.commit(entities -> CheckpointKeyRows.documents(entities, 0)).stream()
        .noneMatch(document -> document.revokes(revoked));
  }

  private void revoke(CheckpointSettings.RevokedKey revoked) {
    accessLog.record(
        AccessKind.CHECKPOINT_KEY_REVOKED,
        Actor.SERVICE,
        Map.of("key", revoked.key(), "from", "" + revoked.from(), "by", keys.current().id()),
        Map.of());
    store(number -> KeyDocument.revocation(number, clock.millis(), revoked, keys.current()));
  }

  /** No checkpoint is signed between finding the number and storing the document. */
  private void store(LongFunction<KeyDocument> document) {
    transactions.commit(
        (EntityManager entities) -> {
          Lease.CHECKPOINT.block(entities);
          long next = CheckpointRows.last(entities).map(last -> last.number() + 1).orElse(0L);
          CheckpointKeyRows.insert(entities, document.apply(next));
          return true;
        });
  }
}
