package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_WITHOUT_RIGHT;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Access logs are purged by a rule of their own, and what follows them still follows. */
class TombstoneOfLogTest extends Tombstones {

  private final Recorded second = history.chain(3);

  @Test
  void anAccessLogIsPurgedAndTheNextOneStillFollows() throws Exception {
    purgedLog("access-log");
    bury(history.signer, second.id);

    assertThat(report().findings()).isEmpty();
  }

  @Test
  void anAccessLogUnderTheRuleForSessions() throws Exception {
    purgedLog("standard");
    bury(history.signer, second.id);

    assertThat(report().found()).containsOnlyKeys(TOMBSTONE_WITHOUT_RIGHT);
  }

  @Test
  void anAccessLogWithAnEndThatTheNextOneDoesNotName() throws Exception {
    purgedLog("access-log");
    Recorded third = history.chain(4);
    third.lines.get(0).computeIfPresent("details", (n, d) -> ((String) d).replace(":1}", ":0}"));
    third.recompute();
    bury(history.signer, second.id);

    assertThat(report().found()).containsKey(Finding.Kind.START_NOT_FOLLOWING);
  }

  /** The second of three access logs is gone. */
  private void purgedLog(String rule) {
    rule(rule, PERIOD);
    log.cutFor(second).cutFor(history.chain(4));
    session.closed();
    history.checkpoint();
    body.put("chain", second.id);
    body.put("at", history.clock + PERIOD);
    body.put("lastSeq", second.lastSeq());
    body.put("lastHash", second.last().get("hash"));
    body.put("period", PERIOD);
    body.put("retention", rule);
    body.put("rule", Map.of("chain", log.id, "seq", 1L));
    history.chains.remove(second.id);
  }
}
