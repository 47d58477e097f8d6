package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The restored databases of a history. Nothing but their signed documents excuses leaf lists that
 * are gone, and each only those of the checkpoints that it names. What was lost with them is
 * bounded by what the checkpoints counted.
 */
final class Restores {

  private final List<Restore> documents;
  private final AcceptedRestores accepted;
  private final KeyHistory keys;
  private final Findings findings;

  /** The sum of sessions before the first lost checkpoint of a document, and after its last. */
  private final Map<Long, Long> counted = new HashMap<>(Map.of(-1L, 0L));

  private final Set<Long> wanted = new HashSet<>();
  private final Set<Restore> named = new HashSet<>();
  private final List<Covered.Range> excused = new ArrayList<>();

  Restores(List<Restore> documents, AcceptedRestores accepted, KeyHistory keys, Findings findings) {
    this.documents = documents;
    this.accepted = accepted;
    this.keys = keys;
    this.findings = findings;
    for (Restore restore : documents) {
      wanted.add(restore.lost().from() - 1);
      wanted.add(restore.lost().to());
    }
  }

  /**
   * Takes the next checkpoint: it must name the documents before it, and no other.
   *
   * @param good whether a trusted key signed it
   * @param sum of the sessions that it counts
   */
  void meet(Checkpoint checkpoint, boolean good, long sum) {
    Checkpoint.Body body = checkpoint.body();
    if (wanted.contains(body.number())) {
      counted.put(body.number(), sum);
    }
    List<byte[]> names = new ArrayList<>(body.restored());
    for (Restore restore : documents) {
      boolean isNamed = names.removeIf(hash -> Arrays.equals(hash, restore.hash()));
      if (isNamed && named.add(restore)) {
        if (good && restore.number() == body.number()) {
          judge(restore, body.previous());
        } else {
          forged(restore, "another checkpoint names it than the one that follows it");
        }
      }
    }
    if (!names.isEmpty()) {
      findings.add(
          Finding.Kind.RESTORED_FORGED,
          checkpoint,
          "it names a restored database, and the document about that is not there");
    }
  }

  /** After the last checkpoint, whose hash is given: what none follows yet is judged as it is. */
  void end(long last, byte[] hash) {
    for (Restore restore : documents) {
      if (named.add(restore)) {
        if (restore.number() == last + 1) {
          judge(restore, hash);
        } else {
          forged(restore, "the checkpoint that follows does not name it");
        }
      }
    }
  }

  private void judge(Restore restore, byte[] previous) {
    Covered.Range lost = restore.lost();
    long before = counted.getOrDefault(lost.from() - 1, -1L);
    long after = counted.getOrDefault(lost.to(), -1L);
    if (lost.to() != restore.number() - 1 || !Arrays.equals(restore.last(), previous)) {
      forged(restore, "it does not end with the checkpoint before it");
    } else if (!signed(restore)) {
      forged(restore, "no key that is trusted signed it");
    } else if (after - before != restore.sessions()) {
      forged(restore, "the checkpoints it names count otherwise");
    } else {
      excused.add(lost);
      tell(restore);
    }
  }

  private void tell(Restore restore) {
    Covered.Range lost = restore.lost();
    boolean known = accepted.hold(lost);
    findings.add(
        known ? Finding.Kind.RESTORED : Finding.Kind.RESTORED_NOT_ACCEPTED,
        "checkpoint " + restore.number(),
        "a backup was restored; what checkpoints "
            + lost
            + " covered is lost, at most "
            + restore.sessions()
            + " sessions among it"
            + (known ? "" : "; an auditor who knows of that accepts it by --restored " + lost));
  }

  private void forged(Restore restore, String why) {
    findings.add(
        Finding.Kind.RESTORED_FORGED, "checkpoint " + restore.number(), restore + ": " + why);
  }

  /** Of a dossier, which lacks most checkpoints: those that are signed. */
  void tellSigned() {
    for (Restore restore : documents) {
      if (signed(restore)) {
        tell(restore);
      } else {
        forged(restore, "no key that is trusted signed it");
      }
    }
  }

  private boolean signed(Restore restore) {
    return keys.signedAct(
        restore.by(), restore.message(), restore.signature(), restore.number(), restore);
  }

  /** Leaf lists that are gone must have been lost with the databases that were restored. */
  void settle(List<Covered.Range> leafless) {
    for (Covered.Range missing : leafless) {
      long excusedTo = missing.from();
      for (long next = end(excusedTo); next > excusedTo; next = end(excusedTo)) {
        excusedTo = next;
      }
      if (excusedTo <= missing.to()) {
        findings.add(
            Finding.Kind.ROOT_DIFFERS,
            "checkpoint " + excusedTo,
            "the leaves of checkpoints "
                + missing
                + " are gone, and no signed document tells of a restored database that had them");
      }
    }
  }

  /** The first checkpoint after that one whose leaves must be there, as far as documents say. */
  private long end(long number) {
    return excused.stream()
        .filter(lost -> lost.from() <= number && number <= lost.to())
        .mapToLong(lost -> lost.to() + 1)
        .max()
        .orElse(number);
  }

  /** How many sessions may be gone at most. */
  long sessions() {
    long sum = 0;
    long reached = -1;
    excused.sort(Comparator.comparing(Covered.Range::from));
    for (Covered.Range lost : excused) {
      long from = Math.max(lost.from() - 1, reached);
      if (lost.to() > from) {
        sum += counted.getOrDefault(lost.to(), 0L) - counted.getOrDefault(from, 0L);
        reached = lost.to();
      }
    }
    return sum;
  }
}
