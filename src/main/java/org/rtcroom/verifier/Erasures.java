package org.rtcroom.verifier;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Personal parts that are gone, which a line must say, and those that a line says are gone: of a
 * session a later one in its own chain, of an access log a line of any access log. Takes two bits
 * for each line of access logs and of one session. Lines come in order, none missing: the number of
 * a crafted line takes no memory.
 */
final class Erasures {

  /** The kind of line that says which lines were erased. */
  static final String KIND = "ERASED";

  private final Map<String, BitSet> gone = new TreeMap<>();
  private final Map<String, BitSet> kept = new TreeMap<>();
  private final Map<String, Set<Integer>> namedInLogs = new HashMap<>();
  private final Findings findings;

  Erasures(Findings findings) {
    this.findings = findings;
  }

  /**
   * A line that has a personal part, or had one.
   *
   * @param line before which all of its chain have been read
   * @param there whether it is there still
   */
  void meet(Line line, boolean there) {
    if (line.seq() >= 0 && line.seq() < Integer.MAX_VALUE) {
      (there ? kept : gone)
          .computeIfAbsent(line.chain(), chain -> new BitSet())
          .set((int) line.seq());
    } else if (!there) {
      tellGone(line.toString());
    }
  }

  /** An act: of a session about lines before it, of an access log about lines of any. */
  void read(Line line, boolean session) {
    JsonObject details = line.readDetails();
    Set<Integer> named = new TreeSet<>();
    for (Object seq : details.list("lines")) {
      if (seq instanceof Long number && number >= 0 && number < Integer.MAX_VALUE) {
        named.add(number.intValue());
      }
    }
    if (session) {
      excuse(line.chain(), named);
    } else {
      namedInLogs.computeIfAbsent(details.text("chain"), chain -> new HashSet<>()).addAll(named);
    }
  }

  private void excuse(String chain, Set<Integer> named) {
    BitSet open = gone.get(chain);
    if (open != null) {
      named.forEach(open::clear);
    }
    BitSet left = kept.getOrDefault(chain, new BitSet());
    named.stream().filter(left::get).findFirst().ifPresent(seq -> tellBack(chain + "#" + seq));
  }

  /** After the last line of a session. */
  void settle(String chain) {
    kept.remove(chain);
    Optional.ofNullable(gone.remove(chain))
        .filter(open -> !open.isEmpty())
        .ifPresent(open -> tellGone(chain + "#" + open.nextSetBit(0)));
  }

  /**
   * After the very last line.
   *
   * @param complete whether all access logs are at hand
   */
  void settleAll(boolean complete) {
    namedInLogs.forEach(this::excuse);
    if (complete) {
      Set.copyOf(gone.keySet()).stream().sorted().forEach(this::settle);
    }
  }

  private void tellGone(String place) {
    findings.add(
        Finding.Kind.ERASED_WITHOUT_LINE, place, "its personal part is gone, and nothing says why");
  }

  private void tellBack(String place) {
    findings.add(
        Finding.Kind.PART_AFTER_ERASURE,
        place,
        "its personal part was erased, as a line says, and is there again");
  }
}
