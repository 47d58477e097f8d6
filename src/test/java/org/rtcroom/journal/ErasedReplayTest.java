package org.rtcroom.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.chain.Chain;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.Proof;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Phase;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomState;

/** A session can be replayed past what was erased, and past nothing else that is gone. */
class ErasedReplayTest {

  private final List<Line> lines = new ArrayList<>();
  private final Map<Long, SessionPerson> personal = new HashMap<>();

  private Line add(RoomEvent event, Actor actor) {
    LineContent content =
        LineFormat.content(
            new JournalEntry(event, actor, Samples.OPENED), Samples.NODE, Samples.PSEUDONYMS);
    Line before = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    Line line =
        Line.following(
            before == null ? Line.genesis() : before.hash(),
            Samples.SESSION.value(),
            lines.size(),
            Samples.OPENED,
            EventKind.of(event).name(),
            content);
    lines.add(line);
    if (content.personal()) {
      personal.put(
          line.seq(), new SessionPerson(line, content, Optional.empty(), Optional.empty()));
    }
    return line;
  }

  private void erase(Long... seqs) {
    List.of(seqs).forEach(personal::remove);
    add(
        new Remarks.Erased(
            List.of(seqs), "reason", "basis", new Remarks.By("key", "id"), Optional.empty()),
        Actor.SERVICE);
  }

  private RoomState replayed() {
    Chain chain = Chain.verified(lines, personal, Samples.SESSION.value(), 0);
    return replayed(chain, line -> true);
  }

  private static RoomState replayed(Chain chain, Predicate<Line> genuine) {
    BitSet erased = ErasedPart.permitted(chain.lines(), genuine, chain.last().seq());
    return new Replay(Samples.SESSION, line -> erased.get((int) line))
        .add(chain)
        .room()
        .orElseThrow();
  }

  @Test
  void whoWasErasedIsNobody() {
    add(Samples.OPENED_LIVE, Samples.ANN);
    add(Samples.JOINED, Samples.ANN);
    erase(1L);

    assertThat(replayed().members())
        .singleElement()
        .matches(member -> member.userId().value().equals(ErasedPart.NOBODY))
        .matches(member -> member.nickname().isEmpty());
    assertThat(replayed().terms().info()).isNotEmpty();
  }

  @Test
  void anErasedOpeningLeavesTheRoomAPseudonym() {
    add(Samples.OPENED_LIVE, Samples.ANN);
    add(Samples.CLOSED, Samples.ANN);
    erase(0L, 1L);

    assertThat(replayed().terms().roomId()).isEqualTo(Samples.PSEUDONYMS.ofRoom("room_1"));
    assertThat(replayed().terms().category()).isEmpty();
    assertThat(replayed().terms().admitted()).isEmpty();
    assertThat(replayed().phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void anErasedSnapshotDoesNotEmptyTheRoom() {
    add(Samples.OPENED_LIVE, Samples.ANN);
    RoomState before = replayed();
    RoomState joined = Samples.JOINED.applyTo(before, Samples.OPENED);
    add(Samples.JOINED, Samples.ANN);
    add(new RoomEvent.Snapshot(joined), Actor.SERVICE);
    erase(1L, 2L);

    assertThat(replayed().members()).hasSize(1);
  }

  @Test
  void everyKindCanBeReplayedErased() {
    for (RoomEvent event : Samples.events()) {
      lines.clear();
      personal.clear();
      add(Samples.OPENED_LIVE, Samples.ANN);
      add(Samples.JOINED, Samples.ANN);
      Line line = add(event, Samples.ANN);
      personal.remove(1L);
      erase(1L, line.seq());

      assertThat(replayed()).as(line.kind()).isNotNull();
    }
  }

  @Test
  void aPartThatIsGoneWithoutALineSayingSoIsABreak() {
    add(Samples.OPENED_LIVE, Samples.ANN);
    add(Samples.JOINED, Samples.ANN);
    personal.remove(1L);

    assertThatThrownBy(this::replayed).isInstanceOf(BrokenChain.class);
  }

  @Test
  void anErasureThatNobodySignedPermitsNothing() {
    add(Samples.OPENED_LIVE, Samples.ANN);
    add(Samples.JOINED, Samples.ANN);
    erase(1L);
    Chain chain = Chain.verified(lines, personal, Samples.SESSION.value(), 0);

    assertThatThrownBy(() -> replayed(chain, line -> false)).isInstanceOf(BrokenChain.class);
  }

  @Test
  void anOpenSessionIsNotServedWithoutItsPeople() {
    add(Samples.OPENED_LIVE, Samples.ANN);
    add(Samples.JOINED, Samples.ANN);
    erase(1L);
    Chain chain = Chain.verified(lines, personal, Samples.SESSION.value(), 0);

    assertThatThrownBy(() -> Replay.of(Samples.SESSION, chain)).isInstanceOf(BrokenChain.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"ann\"}",
        "{\"actor\":{\"user\":\"ann\"}}",
        "{\"admitted\":[\"bob\",\"ann\"]}",
        "{\"members\":[{\"user\":\"ann\"}]}",
        "{\"counts\":[{\"user\":\"ann\"}]}",
        "{\"data\":\"{\\\"customer\\\":\\\"ann\\\"}\"}",
        "{\"info\":\"[{\\\"a\\\":[{\\\"user_ID\\\":\\\"ann\\\"}]}]\"}",
        "{\"fields\":[{\"name\":\"n\",\"value\":\"{\\\"users\\\":[\\\"ann\\\"]}\"}]}"
      })
  void aPartTellsOfAUserWhereverTheIdStands(String part) {
    assertThat(tells(part)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"anna\"}",
        "{\"info\":\"joanne\"}",
        "{\"ann\":\"bob\"}",
        "{}",
        "{\"nickname\":\"ann\",\"user\":\"bob\"}",
        "{\"data\":\"ann\"}",
        "{\"data\":\"{\\\"result\\\":\\\"ann\\\"}\"}",
        "{\"data\":\"{\\\"user\\\":\\\"anna\\\"\"}"
      })
  void whatOnlyLooksLikeTheIdTellsOfOthers(String part) {
    assertThat(tells(part)).isFalse();
  }

  /** Erasing a user who is called like a value would erase everybody's lines. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TOKEN",
        "API_KEY",
        "WeChat",
        "192.0.2.1",
        "10.0.0.7",
        "agent/1.0",
        "token-1",
        "request-1",
        "room_1",
        "4711",
        "1000_room_1_ann_5f",
        "s1",
        "likes",
        "topic",
        "customer",
        "LEFT"
      })
  void noLineTellsOfAUserWhoIsCalledLikeAValue(String user) {
    for (Proof proof : Proof.values()) {
      Actor actor =
          new Actor(
              Optional.of(Samples.user("ann")),
              proof,
              "192.0.2.1",
              "10.0.0.7",
              "10.0.0.8",
              "agent/1.0",
              "WeChat",
              "token-1",
              "request-1");
      assertThat(kindsTellingOf(user, actor)).as(user).isEmpty();
    }
  }

  @Test
  void everyFieldThatHoldsUsersIsFound() {
    assertThat(kindsTellingOf("ann", Samples.ANN)).hasSize(Samples.events().size());
    assertThat(kindsTellingOf("bob", Actor.SERVICE))
        .containsOnly(
            EventKind.OPENING,
            EventKind.OPENED,
            EventKind.JOINED,
            EventKind.LEFT,
            EventKind.STREAM_KEPT,
            EventKind.HEARD_AGAIN,
            EventKind.COUNTED,
            EventKind.INVITED,
            EventKind.STATEMENT_MADE,
            EventKind.SNAPSHOT);
    for (String inSnapshot : List.of("mallory", "carol", "zoe", "dave")) {
      assertThat(kindsTellingOf(inSnapshot, Samples.ANN))
          .isNotEmpty()
          .containsOnly(EventKind.SNAPSHOT);
    }
  }

  private static List<EventKind> kindsTellingOf(String user, Actor actor) {
    return Samples.events().stream()
        .filter(
            event -> {
              JournalEntry entry = new JournalEntry(event, actor, Samples.OPENED);
              byte[] part = LineFormat.content(entry, Samples.NODE, Samples.PSEUDONYMS).part();
              return ErasedPart.tellsOf(RecordedJson.parse(part).json(), user);
            })
        .map(EventKind::of)
        .toList();
  }

  private static boolean tells(String part) {
    return ErasedPart.tellsOf(RecordedJson.parse(part.getBytes(UTF_8)).json(), "ann");
  }
}
