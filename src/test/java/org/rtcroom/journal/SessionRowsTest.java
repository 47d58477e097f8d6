package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.RoomEvent;

/** Lines of every kind are found by what journal-format.md says ("Columns"). */
class SessionRowsTest {

  private static final Actor BACK_END =
      new Actor(Optional.empty(), Samples.ANN.proof(), "192.0.2.2", "", "", "", "", "key-1", "");

  static Stream<Arguments> entries() {
    return Samples.events().stream()
        .flatMap(
            event ->
                Stream.of(Samples.ANN, BACK_END, Actor.SERVICE)
                    .map(actor -> Arguments.of(EventKind.of(event), event, actor)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void aLineIsFoundByWhatItsPersonalPartSays(EventKind kind, RoomEvent event, Actor actor) {
    JournalEntry entry = new JournalEntry(event, actor, Samples.OPENED);
    LineContent content = LineFormat.content(entry, Samples.NODE, Samples.PSEUDONYMS);
    JsonObject part = RecordedJson.parse(content.part()).json();
    Optional<JsonObject> by = Optional.ofNullable(part.getJsonObject("actor"));

    assertThat(SessionRows.userOf(entry))
        .isEqualTo(text(part, "user").or(() -> by.flatMap(known -> text(known, "user"))));
    assertThat(SessionRows.addressOf(entry)).isEqualTo(by.flatMap(known -> text(known, "address")));
  }

  private static Optional<String> text(JsonObject object, String name) {
    return Optional.ofNullable(object.getString(name, null));
  }
}
