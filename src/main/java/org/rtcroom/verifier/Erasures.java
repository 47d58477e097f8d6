package org.rtcroom.verifier;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Personal parts that are gone, until a line says why: of a session in its own chain, of an access
 * log in a later line of some access log. Takes one bit for each line up to the last one erased.
 * Lines come in order, none missing: the number of a crafted line takes no memory.
 */
final class Erasures {

  /** The kind of line that says which lines were erased. */
  static final String KIND = "ERASED";

  private final Map<String, BitSet> gone = new TreeMap<>();
  private final Findings findings;

  Erasures(Findings findings) {
    this.findings = findings;
  }

  /**
   * A line without its part.
   *
   * @param line before which all of its chain have been read
   */
  void gone(Line line) {
    if (line.seq() < 0 || line.seq() >= Integer.MAX_VALUE) {
      tell(line.toString());
      return;
    }
    gone.computeIfAbsent(line.chain(), chain -> new BitSet()).set((int) line.seq());
  }

  /** Lines of a session may name lines before them, those of an access log lines of any. */
  void read(Line line, boolean session) {
    JsonObject details = line.readDetails();
    String chain = session ? line.chain() : details.text("chain");
    List<?> lines = details.list("lines");
    BitSet open = gone.get(chain);
    if (open == null) {
      return;
    }
    for (Object seq : lines) {
      if (seq instanceof Long number && number >= 0 && number < Integer.MAX_VALUE) {
        open.clear(number.intValue());
      }
    }
    if (open.isEmpty()) {
      gone.remove(chain);
    }
  }

  /** After the last line that could have said why parts of that chain are gone. */
  void settle(String chain) {
    BitSet open = gone.remove(chain);
    if (open != null) {
      tell(chain + "#" + open.nextSetBit(0));
    }
  }

  /** After the very last line. */
  void settleAll() {
    List.copyOf(gone.keySet()).forEach(this::settle);
  }

  private void tell(String place) {
    findings.add(
        Finding.Kind.ERASED_WITHOUT_LINE, place, "its personal part is gone, and nothing says why");
  }
}
