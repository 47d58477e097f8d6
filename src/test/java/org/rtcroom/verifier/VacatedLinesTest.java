package org.rtcroom.verifier;

import static org.rtcroom.verifier.Finding.Kind.LINE_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.LINE_MISSING;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gap in a session and a pause of a node are nothing wrong, and cannot be changed afterwards. */
class VacatedLinesTest extends BothVerifiers {

  private final Recorded gap = history.chain(3).meeting().left("bob").left("ann");

  private void vacate() {
    gap.line("VACATED", Map.of("departureTime", 900_000L, "node", "node1"), Map.of());
  }

  private void pause() {
    log.line("PAUSED", Map.of("from", 1L, "length", 30_000L, "to", 30_001L), Map.of());
  }

  @Test
  void aSessionThatEverybodyLeftAndCameBackTo() throws Exception {
    vacate();
    gap.joined("ann").left("ann");
    vacate();
    gap.joined("bob").left("bob").closed();
    pause();
    history.checkpoint();

    assertOk();
  }

  @Test
  void aSessionThatWaitsForItsGuests() throws Exception {
    vacate();
    history.checkpoint();

    assertOk();
  }

  @Test
  void aGapThatWasTakenAway() throws Exception {
    vacate();
    gap.joined("ann");
    history.checkpoint();
    gap.lines.remove(gap.lines.size() - 2);

    assertFound(LINE_MISSING, gap.id + "#" + (gap.lines.size() - 1));
  }

  @Test
  void aPauseThatWasMadeLonger() throws Exception {
    pause();
    history.checkpoint();
    log.last().put("details", "{\"from\":1,\"length\":60000,\"to\":60001}");

    assertFound(LINE_CHANGED, last(log));
  }
}
