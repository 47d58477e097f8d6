package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_UNCOMMITTED;
import static org.rtcroom.verifier.Finding.Kind.SALT_LENGTH;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Personal parts that were changed, or erased without a line that says so. */
class PersonalPartTamperingTest extends Tampering {

  @Test
  void aChangedPersonalPart() throws Exception {
    session.lines.get(1).put("personal", "{\"user\":\"eve\"}");

    assertFound(PERSONAL_PART_CHANGED, line(1));
  }

  @Test
  void aSaltOfAnotherLength() throws Exception {
    Map<String, Object> line = session.lines.get(1);
    String part = Got.text(line, "personal");
    line.put("salt", line.get("salt") + "%02x".formatted((int) part.charAt(0)));
    line.put("personal", part.substring(1));

    assertThat(Recorded.commitment(line)).isEqualTo(line.get("commitment"));
    assertFound(SALT_LENGTH, line(1));
  }

  @Test
  void aPersonalPartNobodyCommittedTo() throws Exception {
    session.lines.get(5).put("salt", "00".repeat(16));
    session.lines.get(5).put("personal", "{\"user\":\"eve\"}");

    assertFound(PERSONAL_PART_UNCOMMITTED, line(5));
  }

  @Test
  void aPersonalPartThatIsGoneForNoReason() throws Exception {
    session.lines.get(4).remove("salt");
    session.lines.get(4).remove("personal");

    assertFound(ERASED_WITHOUT_LINE, line(4));
  }

  @Test
  void anErasedPersonalPart() throws Exception {
    for (int seq = 0; seq < 5; seq++) {
      session.erased(seq);
    }
    session.head.remove("creator");
    session.erasure(0L, 1L, 2L, 3L, 4L);

    assertOnlyRemarks();
    assertThat(report(history.signer).counts().erased()).isEqualTo(5);
  }

  /** The head must not go on naming the room, nor may it name another one's pseudonym. */
  @Test
  void anErasedOpeningTakesTheRoomsIdAlong() throws Exception {
    Recorded room = history.chain(7).meeting();
    room.erased(0);
    room.closed().erasure(0L);
    assertBothAgree(true);

    for (String other : List.of("Room_1", "~" + "1".repeat(32), "room_1")) {
      room.head.put("room_id", other);
      assertFound(HEAD_DIFFERS, "chain " + room.id);
      assertBothAgree(false);
    }
    room.head.put("room_id", Recorded.PSEUDONYM);
    for (String group : List.of("room_1", Recorded.PSEUDONYM)) {
      room.head.put("group_key", group);
      assertFound(HEAD_DIFFERS, "chain " + room.id);
      assertBothAgree(false);
    }
  }

  /** Else a session could be hidden from searches for its room. */
  @Test
  void aPseudonymInTheHeadOfARoomThatNobodyErased() throws Exception {
    Recorded room = history.chain(7).meeting().closed();
    room.head.put("room_id", Recorded.PSEUDONYM);

    assertFound(HEAD_DIFFERS, "chain " + room.id);
    assertBothAgree(false);
  }

  /** Bob stood among those whom the opening admits, so that ann's name went with his. */
  @Test
  void theCreatorStaysWhereAnotherUserWasErasedFromTheOpening() throws Exception {
    Recorded room = history.chain(7).meeting();
    room.erased(0).erased(2);
    room.joined("carol").joined("ann").closed();
    room.erasure(0L, 2L);

    assertOnlyRemarks();
    for (String possible : List.of("ann", "carol")) {
      room.head.put("creator", possible);
      assertBothAgree(true);
    }
    room.head.remove("creator");
    assertBothAgree(true);
    room.head.put("creator", "eve");
    assertFound(HEAD_DIFFERS, "chain " + room.id);
    assertBothAgree(false);
  }

  @Test
  void theCreatorMayJoinAfterOthers() throws Exception {
    Recorded room = history.chain(7).meeting();
    room.lines.subList(1, 3).clear();
    room.joined("bob").joined("ann").recompute();
    room.head.put("activated_millis", room.lines.get(1).get("atMillis"));
    room.erased(0);
    room.closed().erasure(0L);

    assertOnlyRemarks();
    assertBothAgree(true);
  }

  private void assertBothAgree(boolean ok) throws Exception {
    assertThat(report(history.signer).ok()).isEqualTo(ok);
    if (SecondVerifier.exists()) {
      Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
      SecondVerifier.Said said = SecondVerifier.run("export", key, folder.resolve("export.zip"));
      assertThat(said.code()).as(said.text()).isEqualTo(ok ? 0 : 1);
    }
  }

  @Test
  void anErasedPersonalPartThatTheErasureDoesNotName() throws Exception {
    session.erased(1).erased(2);
    session.erasure(1L);

    assertFound(ERASED_WITHOUT_LINE, line(2));
  }

  @Test
  void aPersonalPartOfAnAccessLogIsErasedByALaterOne() throws Exception {
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    log.erased(3);
    Recorded next = log.cutFor(history.chain(8));
    next.line(
        "ERASED", Map.of("chain", log.id, "lines", List.of(3L), "keyId", "bootstrap"), Map.of());
    assertOnlyRemarks();

    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    log.erased(5);
    assertFound(ERASED_WITHOUT_LINE, log.id + "#5");
  }
}
