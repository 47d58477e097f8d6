package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Acts by which the service itself ended again what a restored database had brought back to life.
 * Each needs a document about the first ending, of a time that was lost. Memory grows with these.
 */
final class Endings {

  /** Stands for the service in place of an API key. */
  private static final String AGAIN = "restored";

  private final List<Ending> known = new ArrayList<>();
  private final List<Line> without = new ArrayList<>();
  private final List<Restore> restores;
  private final Findings findings;

  /**
   * @param documents about endings and restored databases
   */
  Endings(OutsideCopy.KeyEvents documents, KeyHistory keys, Findings findings) {
    restores = documents.restores();
    this.findings = findings;
    for (Ending ending : documents.endings()) {
      String place = "checkpoint " + ending.number();
      if (keys.signedAct(
          ending.by(), ending.message(), ending.signature(), ending.number(), place)) {
        known.add(ending);
      } else {
        findings.add(
            Finding.Kind.ENDING_FORGED,
            place,
            "no key that is trusted signed that something was ended before it");
      }
    }
  }

  /** Whether the service itself stands in an act for an API key. */
  static boolean again(Line act) {
    return act.readDetails().optionalText("keyId").filter(AGAIN::equals).isPresent();
  }

  /** Takes an act of the service itself. */
  void read(Line act, boolean session) {
    if (known.stream().filter(this::lost).noneMatch(ending -> tells(ending, act, session))) {
      without.add(act.withoutContent());
    }
  }

  private boolean lost(Ending ending) {
    return restores.stream()
        .anyMatch(
            restore ->
                restore.lost().from() <= ending.number() && ending.number() <= restore.number());
  }

  private static boolean tells(Ending ending, Line act, boolean session) {
    JsonObject details = act.readDetails();
    if (!session && act.kind().equals("KEY_REVOKED")) {
      return ending.apiKey().equals(details.optionalText("id"));
    }
    if (!act.kind().equals(Erasures.KIND)) {
      return false;
    }
    Optional<String> chain = session ? Optional.of(act.chain()) : details.optionalText("chain");
    Set<Object> lines = new HashSet<>(details.list("lines"));
    return ending.chain().equals(chain) && ending.lines().containsAll(lines);
  }

  /** At the very end. */
  void settle() {
    for (Line act : without) {
      findings.add(
          Finding.Kind.ACT_WITHOUT_RIGHT,
          act,
          "it ended again what no document says was ended before and lost with a database");
    }
  }
}
