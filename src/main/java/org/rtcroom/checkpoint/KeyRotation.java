package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.database.Jdbc;
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

  private static final String PREVIOUS = CheckpointSettings.AUDIT + "checkpoint-key-previous-file";

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;
  @Inject AccessLogWriter accessLog;
  @Inject Clock clock;

  /**
   * Introduces the first key, or changes from the previous one to the current; then revokes the key
   * that the settings name, if any.
   *
   * @throws BadSetting if another key is in force, and the previous one was neither given nor said
   *     to be lost
   */
  void settle() {
    String own = keys.current().id();
    Optional<String> inForce = transactions.commitStatements(CheckpointKeyRows::inForce);
    if (inForce.isEmpty()) {
      introduce(Map.of());
    } else if (!inForce.get().equals(own) && settings.lost().equals(inForce)) {
      replaceLost(inForce.get());
    } else if (!inForce.get().equals(own)) {
      change(inForce.get());
    }
    settings.revoked().filter(this::unknown).ifPresent(this::revoke);
  }

  /**
   * Records which key signs from now on.
   *
   * @param more details: the key before it, if there was one
   */
  private void introduce(Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("key", keys.current().id());
    details.put("publicKey", keys.current().publicHex());
    accessLog.record(AccessKind.CHECKPOINT_KEY_INTRODUCED, Actor.SERVICE, details, Map.of());
  }

  private void change(String inForce) {
    SigningKey old =
        keys.previous()
            .filter(key -> key.id().equals(inForce))
            .orElseThrow(() -> BadSetting.secret(PREVIOUS, "the key in force, " + inForce));
    introduce(Map.of("old", old.id()));
    store(number -> KeyDocument.change(number, clock.millis(), old, keys.current()));
  }

  private void replaceLost(String lost) {
    introduce(Map.of("lost", lost));
    store(number -> KeyDocument.loss(number, clock.millis(), lost, keys.current()));
  }

  private boolean unknown(CheckpointSettings.RevokedKey revoked) {
    if (revoked.key().equals(keys.current().id())) {
      throw BadSetting.value(
          CheckpointSettings.AUDIT + "checkpoint-key-revoked", revoked.key(), "another key's id");
    }
    return transactions.commitStatements(jdbc -> CheckpointKeyRows.documents(jdbc, 0)).stream()
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
        entities -> {
          Lease.CHECKPOINT.block(entities);
          Jdbc jdbc = Jdbc.of(entities);
          long next = CheckpointRows.lastNumber(jdbc) + 1;
          return CheckpointKeyRows.insert(jdbc, document.apply(next));
        });
  }
}
