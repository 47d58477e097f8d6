package org.rtcroom.verifier;

import static org.rtcroom.verifier.Finding.Kind.*;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The access logs of nodes that are gone end, and checkpoints list the nodes that live: an
 * untouched history with nodes that went and came back, and ways to tamper with it.
 */
class DeadNodeTamperingTest extends BothVerifiers {

  private final Recorded pod = history.chain(7).startedAs("pod-7", null);

  /** Checkpoint 0 covers all, 1 the end of the pod's log, and from 2 on the pod is carried. */
  @BeforeEach
  void thePodIsGone() {
    pod.line("STOPPED", Map.of("node", "pod-7"), Map.of());
    history.checkpoint();
    pod.logEnded();
    history.checkpoint();
    history.checkpoint();
    history.about.put("time", history.clock + History.MINUTE);
  }

  @Test
  void aNodeThatIsGone() throws Exception {
    assertOk();
  }

  @Test
  void aNodeThatIsGoneAndANewOneOfThatName() throws Exception {
    history.chain(8).startedAs("pod-7", pod);
    history.nodes.starts.put("pod-7", 2L);
    history.checkpoint();
    history.checkpoint();
    assertOk();
  }

  @Test
  void aNodeThatComesBackAndGoesAgain() throws Exception {
    Recorded again = history.chain(8).startedAs("pod-7", pod);
    history.checkpoint();
    again.logEnded();
    history.checkpoint();
    history.checkpoint();
    history.chain(9).startedAs("pod-9", null);
    history.checkpoint();
    history.about.put("time", history.clock + History.MINUTE);
    assertOk();
  }

  @Test
  void aNodeThatWasAliveAllTheSameGoesOn() throws Exception {
    history.chain(8).continuedAs("pod-7", pod).line("LOGGED_IN", Map.of(), Map.of("user", "ann"));
    history.checkpoint();
    assertOk();
  }

  @Test
  void aNodeWhoseLogEndsAfterACrash() throws Exception {
    history.chain(8).startedAs("pod-8", null);
    history.checkpoint();
    history.chain(8).logEnded();
    history.checkpoint();
    history.about.put("time", history.clock + History.MINUTE);
    assertOk();
  }

  @Test
  void aLineAfterTheEnd() throws Exception {
    pod.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    history.checkpoint();
    assertFound(LINE_AFTER_END, last(pod));
  }

  @Test
  void aSecondEndAfterTheEnd() throws Exception {
    pod.logEnded();
    history.checkpoint();
    history.about.put("time", history.clock + History.MINUTE);
    assertFound(LINE_AFTER_END, last(pod));
  }

  @Test
  void theEndRemoved() throws Exception {
    pod.lines.remove(pod.lines.size() - 1);
    pod.recompute();
    assertFound(TAIL_CUT, pod.id + "#2");
  }

  @Test
  void theEndRemovedWithItsLeaf() throws Exception {
    history.leaves.removeIf(leaf -> Got.text(leaf, "leaf").contains("\"lastSeq\":2"));
    pod.lines.remove(pod.lines.size() - 1);
    pod.recompute();
    assertFound(ROOT_DIFFERS, "checkpoint 1");
    assertFound(NODE_OMITTED, "chain " + pod.id);
  }

  @Test
  void anEndThatNobodySigned() throws Exception {
    log.unsigned("LOG_ENDED", Map.of("node", "node1", "by", "pod-7"), Map.of());
    assertFound(ACT_FORGED, last(log));
  }

  @Test
  void anEndThatCameTooEarly() throws Exception {
    Recorded other = history.chain(8).startedAs("pod-8", null);
    other.line("LOG_ENDED", Map.of("node", "pod-8", "by", "node1"), Map.of());
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(other));
  }

  @Test
  void anEndByTheNodeItself() throws Exception {
    history.clock += 60 * History.MINUTE;
    log.line("LOG_ENDED", Map.of("node", "node1", "by", "node1"), Map.of());
    history.about.put("time", history.clock + History.MINUTE);
    assertFound(ACT_WITHOUT_RIGHT, last(log));
  }

  @Test
  void anEndMeantForAnotherNode() throws Exception {
    history.clock += 60 * History.MINUTE;
    log.line("LOG_ENDED", Map.of("node", "pod-7", "by", "pod-9"), Map.of());
    history.about.put("time", history.clock + History.MINUTE);
    assertFound(ACT_WITHOUT_RIGHT, last(log));
  }

  @Test
  void aLogThatGoesOnFromBeforeTheEnd() throws Exception {
    Recorded next = history.chain(8).startedAs("pod-7", pod);
    Map<String, Object> start = next.lines.get(0);
    start.put("details", Got.text(start, "details").replace("Seq\":2", "Seq\":1"));
    next.recompute();
    history.checkpoint();
    assertFound(START_NOT_FOLLOWING, next.id + "#0");
  }

  @Test
  void aLivingNodeThatACheckpointOmits() throws Exception {
    forge(body -> body.replaceAll("\\{[^{]*\"node\":\"node1\"[^}]*}", ""));
    assertFound(NODE_OMITTED, "checkpoint 2");
  }

  @Test
  void aNodeThatACheckpointOmitsAlthoughItHasALeafOfItsLog() throws Exception {
    history.chain(8).startedAs("pod-8", null);
    history.checkpoint();
    forge(body -> body.replaceAll(",\\{[^{]*\"node\":\"pod-8\"[^}]*}", ""));
    assertFound(NODE_OMITTED, "checkpoint 3");
  }

  @Test
  void aLivingNodeThatIsSaidToHaveEnded() throws Exception {
    history.chain(8).startedAs("pod-8", null);
    history.checkpoint();
    forge(body -> body.replace("0,\"node\":\"pod-8\"", "0,\"ended\":true,\"node\":\"pod-8\""));
    assertFound(NODE_OMITTED, "chain " + history.chain(8).id);
  }

  @Test
  void aForgedHashOfTheNodesThatAreCarried() throws Exception {
    forge(body -> body.replaceAll("\"hash\":\"[0-9a-f]{8}", "\"hash\":\"00000000"));
    assertFound(CARRIED_DIFFERS, "checkpoint 2");
  }

  @Test
  void aForgedNumberOfTheNodesThatAreCarried() throws Exception {
    forge(body -> body.replace("\"nodes\":1,", "\"nodes\":0,"));
    assertFound(CARRIED_DIFFERS, "checkpoint 2");
  }

  @Test
  void sessionsTakenFromTheNodesThatAreCarried() throws Exception {
    forge(body -> body.replace("\"nodes\":1,\"sessions\":0", "\"nodes\":1,\"sessions\":1"));
    assertFound(CARRIED_DIFFERS, "checkpoint 2");
  }

  @Test
  void nothingSaidOfTheNodesThatAreCarried() throws Exception {
    forge(body -> body.replaceAll("\"carried\":\\{[^}]*},", ""));
    assertFound(CARRIED_DIFFERS, "checkpoint 2");
  }

  @Test
  void aNodeCarriedThatNeverWas() throws Exception {
    history.checkpoints.remove(2);
    forge(
        body ->
            body.replace(
                "\"key\"",
                "\"carried\":{\"hash\":\""
                    + "00".repeat(32)
                    + "\",\"nodes\":0,\"sessions\":0},\"key\""));
    assertFound(CARRIED_DIFFERS, "checkpoint 1");
  }

  @Test
  void aCarriedNodeThatComesBackWithFewerStarts() throws Exception {
    history.chain(8).startedAs("pod-7", pod);
    history.nodes.starts.put("pod-7", 0L);
    history.checkpoint();
    assertFound(COUNT_BACKWARDS, "checkpoint 3");
  }

  /** Signs the last checkpoint anew with another body, as only the service could. */
  private void forge(UnaryOperator<String> change) {
    int at = history.checkpoints.size() - 1;
    String body = Got.text(history.checkpoints.get(at), "body");
    String forged = change.apply(body);
    if (forged.equals(body)) {
      throw new IllegalStateException("nothing to forge: " + body);
    }
    history.checkpoints.set(at, History.signed(forged, history.signer));
  }
}
