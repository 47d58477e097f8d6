package org.rtcroom.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.BrokenChain;

/** Every change to a chain is found, at the first line that is wrong. */
class ChainTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final List<Line> lines = new ArrayList<>();

  ChainTest() {
    byte[] previous = Line.genesis();
    for (int seq = 0; seq < 5; seq++) {
      LineContent content = LineContent.of(Map.of("n", (long) seq), Map.of(), Actor.SERVICE);
      Line line = Line.following(previous, "c", seq, NOON.plusSeconds(seq), "KIND", content);
      lines.add(line);
      previous = line.hash();
    }
  }

  private Chain verified(long from) {
    return Chain.verified(lines, Map.of(), "c", from);
  }

  @Test
  void anUntouchedChainVerifies() {
    Line last = lines.get(4);

    assertThat(verified(0).endingAt(4, last.hash()).last()).isSameAs(last);
  }

  @Test
  void itsEndVerifiesOnItsOwn() {
    lines.subList(0, 2).clear();

    assertThat(verified(2).lines()).hasSize(3);
  }

  @Test
  void twoLinesInOtherOrderAreFound() {
    Collections.swap(lines, 1, 2);

    assertBroken("c#2", "expected line 1");
  }

  @Test
  void anInsertedLineIsFound() {
    lines.add(2, lines.get(1));

    assertBroken("c#1", "expected line 2");
  }

  @Test
  void aChangedKindIsFound() {
    Line line = lines.get(3);
    lines.set(
        3,
        new Line(
            line.format(),
            line.chain(),
            line.seq(),
            line.atMillis(),
            "OTHER",
            line.details(),
            line.commitment(),
            line.previousHash(),
            line.hash()));

    assertBroken("c#3", "hash");
  }

  @Test
  void aRecomputedLineNoLongerFitsTheNext() {
    Line line = lines.get(2);
    LineContent content = LineContent.of(Map.of("n", 99L), Map.of(), Actor.SERVICE);
    lines.set(2, Line.following(line.previousHash(), "c", 2, line.at(), "KIND", content));

    assertBroken("c#3", "does not follow");
  }

  @Test
  void aFirstLineThatFollowsSomethingIsFound() {
    LineContent content = LineContent.of(Map.of(), Map.of(), Actor.SERVICE);
    lines.set(0, Line.following(lines.get(4).hash(), "c", 0, NOON, "KIND", content));

    assertBroken("c#0", "does not follow");
  }

  @Test
  void aLineOfAnotherChainIsFound() {
    LineContent content = LineContent.of(Map.of(), Map.of(), Actor.SERVICE);
    lines.set(0, Line.following(Line.genesis(), "other", 0, NOON, "KIND", content));

    assertBroken("other#0", "expected line 0");
  }

  @Test
  void timeRunningBackwardsIsFound() {
    LineContent content = LineContent.of(Map.of(), Map.of(), Actor.SERVICE);
    lines.add(Line.following(lines.get(4).hash(), "c", 5, NOON, "KIND", content));

    assertBroken("c#5", "earlier");
  }

  @Test
  void aCutTailIsFound() {
    Line last = lines.remove(4);

    assertThatThrownBy(() -> verified(0).endingAt(last.seq(), last.hash()))
        .isInstanceOf(BrokenChain.class)
        .hasMessageContaining("the head names line 4");
  }

  private void assertBroken(String line, String what) {
    assertThatThrownBy(() -> verified(0))
        .isInstanceOf(BrokenChain.class)
        .hasMessageContaining(line)
        .hasMessageContaining(what);
  }
}
