package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A purge removes no chain in which an act is void, and goes by no rule that nobody signed. */
class WholeChainTest {

  private final History history = new History();
  private final Recorded session = history.chain(2).meeting().left("bob").left("ann").closed();
  private final WholeChain verifier = new WholeChain(history.signer.key, List.of());

  private Optional<String> reason() throws Exception {
    Leaf leaf = Leaf.of(0, Written.canonical(session.leaf()));
    return verifier.reasonAgainst(
        leaf, new Listed<>(session.lines.stream().map(WholeChainTest::line).toList()));
  }

  private static Line line(Map<String, Object> line) {
    return Line.of(Json.object(Bytes.utf8(Written.inOrder(line))));
  }

  @Test
  void aHoldThatTwoKeysLiftedIsNoReason() throws Exception {
    session.held().liftAgreed("1").liftAgreed("2");
    session.keeping.clear();

    assertThat(reason()).isEmpty();
  }

  @Test
  void aHoldLiftedByLinesThatNobodySigned() throws Exception {
    session.held();
    session.unsigned("LIFT_AGREED", Map.of("keyId", "x1"), Map.of());
    session.unsigned("LIFT_AGREED", Map.of("keyId", "x2"), Map.of());
    session.keeping.clear();

    assertThat(reason()).get().asString().contains("no key that is trusted signed this act");
  }

  @Test
  void aRetentionThatNobodySigned() throws Exception {
    session.unsigned(
        "RETENTION_SET", Map.of("class", "short", "base", 0L, "until", 0L, "keyId", "x"), Map.of());
    session.keeping.putAll(Map.of("retention", "short", "base", 0L, "until", 0L));

    assertThat(reason()).isPresent();
  }

  @Test
  void aRuleCountsIfItIsSigned() {
    Map<String, ?> rule = Map.of("retention", "standard", "period", 1L);
    Recorded log = history.chain(1).started();
    log.line("RETENTION_RULE", rule, Map.of());
    log.unsigned("RETENTION_RULE", rule, Map.of());

    assertThat(verifier.signed(line(log.lines.get(1)), Long.MAX_VALUE)).isTrue();
    assertThat(verifier.signed(line(log.lines.get(2)), Long.MAX_VALUE)).isFalse();
  }
}
