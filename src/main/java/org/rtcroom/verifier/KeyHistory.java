package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which key was in force at which checkpoint, and which of them can be trusted: the one that was
 * given from outside, and those that a document signed by a trusted key names. From a lost key no
 * trust goes forward: the key after it must be given itself.
 */
final class KeyHistory {

  /** A key in force from a checkpoint on; its public half is unknown if no document holds it. */
  private record Reign(String id, Optional<Key> key, long from) {}

  private final List<Reign> reigns = new ArrayList<>();
  private final Map<String, Long> revoked = new HashMap<>();
  private final boolean[] trusted;
  private final int given;
  private final Findings findings;

  KeyHistory(Key givenKey, OutsideCopy.KeyEvents events, Findings findings) {
    this.findings = findings;
    List<KeyChange> changes = events.changes();
    String first = changes.isEmpty() ? givenKey.id() : changes.get(0).oldId();
    Optional<Key> firstKey =
        first.equals(givenKey.id()) ? Optional.of(givenKey) : changes.get(0).oldKey();
    reigns.add(new Reign(first, firstKey, 0));
    for (KeyChange change : changes) {
      reigns.add(new Reign(change.newKey().id(), Optional.of(change.newKey()), change.number()));
    }
    given = reigns.stream().map(Reign::key).toList().indexOf(Optional.of(givenKey));
    trusted = new boolean[reigns.size()];
    trust(changes, true);
    events.revocations().forEach(this::revoke);
    trust(changes, false);
  }

  private void trust(List<KeyChange> changes, boolean tell) {
    Arrays.fill(trusted, false);
    if (given < 0) {
      return;
    }
    trusted[given] = true;
    for (int next = given + 1; next < trusted.length; next++) {
      trusted[next] = trusted[next - 1] && leads(changes.get(next - 1), next, tell);
    }
    for (int before = given - 1; before >= 0; before--) {
      trusted[before] = trusted[before + 1] && leads(changes.get(before), before + 1, tell);
    }
  }

  /** Whether a change leads from the key before it to the key it names. */
  private boolean leads(KeyChange change, int next, boolean tell) {
    Reign before = reigns.get(next - 1);
    boolean oldSigned =
        change.lost()
            || before
                .key()
                .map(key -> key.signed(change.message(), change.oldSignature()))
                .orElse(true);
    boolean genuine =
        change.oldId().equals(before.id())
            && change.number() >= before.from()
            && ownId(change.newKey())
            && oldSigned
            && change.newKey().signed(change.message(), change.newSignature());
    if (!genuine && tell) {
      findings.add(
          Finding.Kind.KEY_CHANGE_FORGED,
          "key " + change.newKey().id(),
          "the change to this key is not signed by the key before it and by itself");
    }
    if (genuine && tell && change.lost()) {
      findings.add(
          Finding.Kind.KEY_LOST,
          "checkpoint " + change.number(),
          "from here on key "
              + change.newKey().id()
              + " signs, which key "
              + before.id()
              + ", lost, has not vouched for");
    }
    boolean forward = next > given;
    boolean afterRevocation = forward && change.number() >= revokedFrom(before.id());
    return genuine && !afterRevocation && !(forward && change.lost());
  }

  /** Whether no other key has the id of that one: ids are short, so somebody could make two. */
  private boolean ownId(Key key) {
    return reigns.stream()
        .filter(reign -> reign.id().equals(key.id()))
        .flatMap(reign -> reign.key().stream())
        .allMatch(key::equals);
  }

  private void revoke(Revocation revocation) {
    boolean genuine =
        reigns.stream()
            .filter(reign -> trusted[reigns.indexOf(reign)])
            .filter(reign -> reign.id().equals(revocation.by()))
            .filter(reign -> !reign.id().equals(revocation.key()))
            .flatMap(reign -> reign.key().stream())
            .anyMatch(key -> key.signed(revocation.message(), revocation.signature()));
    if (genuine) {
      revoked.merge(revocation.key(), revocation.from(), Math::min);
    } else {
      findings.add(
          Finding.Kind.REVOCATION_FORGED,
          "key " + revocation.key(),
          "its revocation is not signed by another key that can be trusted");
    }
  }

  /** The number of the first checkpoint that a key does not count for; the highest if it counts. */
  long revokedFrom(String id) {
    return revoked.getOrDefault(id, Long.MAX_VALUE);
  }

  /**
   * Whether a checkpoint is signed by the key in force, which can be trusted. Tells why not.
   *
   * @param followed whether all checkpoints up to those of the key that was given are at hand, so
   *     that an earlier key need not be known
   */
  boolean vouchesFor(Checkpoint checkpoint, boolean followed) {
    int index = inForce(checkpoint.body().number());
    Reign reign = reigns.get(index);
    String id = checkpoint.body().key();
    boolean unknown = reign.key().isEmpty() && !followed;
    if (!id.equals(reign.id()) || !trusted[index] || unknown) {
      findings.add(
          Finding.Kind.KEY_UNKNOWN,
          checkpoint,
          "key " + id + " does not follow from the one given");
      return false;
    }
    if (checkpoint.body().number() >= revokedFrom(id)) {
      findings.add(Finding.Kind.KEY_REVOKED, checkpoint, "key " + id + " had been revoked");
      return false;
    }
    if (reign.key().isEmpty()) {
      findings.add(
          Finding.Kind.EARLIER_KEY,
          "key " + id,
          "signed the first checkpoints; later ones, by keys that are known, follow them");
      return true;
    }
    boolean signed = checkpoint.signedBy(reign.key().get());
    if (!signed) {
      findings.add(
          Finding.Kind.CHECKPOINT_FORGED, checkpoint, "its signature is not that of key " + id);
    }
    return signed;
  }

  /** Whether it is signed by a trusted key; says nothing. */
  boolean signed(Checkpoint checkpoint) {
    return signed(checkpoint.body().key(), checkpoint.signed(), checkpoint.signature());
  }

  boolean signed(String id, byte[] message, byte[] signature) {
    for (int index = 0; index < trusted.length; index++) {
      Reign reign = reigns.get(index);
      if (trusted[index] && reign.id().equals(id) && reign.key().isPresent()) {
        return !revoked.containsKey(id) && reign.key().get().signed(message, signature);
      }
    }
    return false;
  }

  /** Whether a document is signed by a trusted key that was never revoked. */
  boolean signed(Seal seal) {
    Optional<Key> by = Optional.of(seal.key());
    for (int index = 0; index < trusted.length; index++) {
      if (trusted[index] && reigns.get(index).key().equals(by)) {
        return !revoked.containsKey(seal.key().id())
            && seal.key().signed(seal.message(), seal.signature());
      }
    }
    return false;
  }

  /**
   * Whether a trusted key signed an act. By a revoked key only what a checkpoint from before the
   * revocation covers. A lost key that is not at hand is taken at its word for what was covered by
   * the end of its reign, and that is told.
   *
   * @param coveredBy number of the first good checkpoint over the act's line
   */
  boolean signedAct(String id, byte[] message, byte[] signature, long coveredBy, Object place) {
    for (int index = 0; index < trusted.length; index++) {
      Reign reign = reigns.get(index);
      if (trusted[index] && reign.id().equals(id)) {
        if (revoked.containsKey(id) && coveredBy >= revokedFrom(id)) {
          return false;
        }
        return reign.key().isPresent()
            ? reign.key().get().signed(message, signature)
            : vouchedByCover(index, coveredBy, place);
      }
    }
    return false;
  }

  private boolean vouchedByCover(int index, long coveredBy, Object place) {
    boolean inTime = index + 1 < reigns.size() && coveredBy <= reigns.get(index + 1).from();
    if (inTime) {
      findings.add(
          Finding.Kind.EARLIER_KEY,
          place,
          "key " + reigns.get(index).id() + " signed it, which is not at hand");
    }
    return inTime;
  }

  private int inForce(long number) {
    int index = 0;
    while (index + 1 < reigns.size() && reigns.get(index + 1).from() <= number) {
      index++;
    }
    return index;
  }
}
