package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.Audience;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.RoomEvent;

/**
 * Details are kept for good. So no text or number of an event may stand in them, unless it is named
 * here: what the service says itself, and what the holders of API keys state.
 */
class PersonalTextsTest {

  private static final Set<String> BY = Set.of("By.key", "By.keyId");

  /** By kind of line the components of events that details may hold. */
  private static final Map<EventKind, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry(EventKind.LEFT, Set.of("Left.streamState")),
          Map.entry(EventKind.WAS_SILENT, Set.of("WasSilent.count")),
          Map.entry(EventKind.INVITED, with("SessionId.value")),
          Map.entry(EventKind.STATEMENT_MADE, with("Stated.type", "Stated.sha256")),
          Map.entry(
              EventKind.ERASURE_AGREED,
              agreed(
                  "ErasureAgreed.lines",
                  "ErasureAgreed.reason",
                  "ErasureAgreed.legalBasis",
                  "ErasureAgreed.earlyBasis")),
          Map.entry(
              EventKind.ERASED,
              agreed(
                  "Erased.lines",
                  "Erased.reason",
                  "Erased.legalBasis",
                  "Early.agreed",
                  "Early.basis")),
          Map.entry(EventKind.HELD, with("Held.reason")),
          Map.entry(EventKind.LIFT_AGREED, agreed("LiftAgreed.reason")),
          Map.entry(EventKind.RETENTION_SET, with("RetentionSet.retentionClass")),
          Map.entry(EventKind.SHORTENING_AGREED, agreed("ShorteningAgreed.retentionClass")),
          Map.entry(EventKind.SNAPSHOT, Set.of("SessionId.value")));

  private static Set<String> agreed(String... components) {
    Set<String> all = with(components);
    all.addAll(Set.of("Warrant.key", "Warrant.givenBy"));
    return all;
  }

  private static Set<String> with(String... components) {
    Set<String> all = new TreeSet<>(BY);
    all.addAll(List.of(components));
    return all;
  }

  @Test
  void noDetailHoldsWhatAClientChose() {
    Map<EventKind, Set<String>> found = new TreeMap<>();
    for (RoomEvent event : Samples.events()) {
      Set<String> shown = found.computeIfAbsent(EventKind.of(event), kind -> new TreeSet<>());
      Map<Object, Set<String>> chosen = new TreeMap<>(PersonalTextsTest::byText);
      gather("", event, chosen);
      JournalEntry entry = new JournalEntry(event, Samples.ANN, Samples.OPENED);
      LineContent content = LineFormat.content(entry, Samples.NODE, Samples.PSEUDONYMS);
      values(RecordedJson.parse(content.details()).json())
          .forEach(value -> shown.addAll(chosen.getOrDefault(value, Set.of())));
    }

    assertThat(found).hasSameSizeAs(EventKind.values());
    found.forEach(
        (kind, shown) ->
            assertThat(shown)
                .as("%s", kind)
                .isEqualTo(new TreeSet<>(ALLOWED.getOrDefault(kind, Set.of()))));
  }

  /** The samples hold every sort of thing that a client chooses, else nothing is shown by them. */
  @Test
  void whatClientsChooseStandsInPersonalParts() {
    Set<String> personal = new TreeSet<>();
    for (RoomEvent event : Samples.events()) {
      JournalEntry entry = new JournalEntry(event, Actor.SERVICE, Samples.OPENED);
      byte[] part = LineFormat.content(entry, Samples.NODE, Samples.PSEUDONYMS).part();
      values(RecordedJson.parse(part).json()).forEach(value -> personal.add(value.toString()));
    }

    assertThat(personal)
        .contains("room_1", "4711", "class", "topic", "likes", "gifts", "银行开户 \"1\"", "-7", "t")
        .contains("9007199254740993", "s1", "{\"n\":1}", "1000_room_1_ann_5f");
  }

  private static int byText(Object one, Object other) {
    return one.toString().compareTo(other.toString());
  }

  /** All texts and large numbers of a value, and in which component each stands. */
  private static void gather(String component, Object value, Map<Object, Set<String>> to) {
    if (value instanceof String || value instanceof Long) {
      if (!value.toString().isEmpty()) {
        to.computeIfAbsent(value, unseen -> new TreeSet<>()).add(component);
      }
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> gather(component, present, to));
    } else if (value instanceof Iterable<?> list) {
      list.forEach(item -> gather(component, item, to));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, item) -> {
            gather(component, name, to);
            gather(component, item, to);
          });
    } else if (value instanceof Audience audience) {
      gather(component, audience.listed(), to);
      gather(component, audience.unlisted(), to);
    } else if (value instanceof Record record) {
      components(record).forEach(part -> gather(name(record, part), read(record, part), to));
    }
  }

  private static Stream<RecordComponent> components(Record record) {
    return Stream.of(record.getClass().getRecordComponents());
  }

  private static String name(Record record, RecordComponent component) {
    return record.getClass().getSimpleName() + "." + component.getName();
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Object> values(JsonValue json) {
    List<Object> values = new ArrayList<>();
    if (json instanceof JsonObject object) {
      object.forEach(
          (name, value) -> {
            values.add(name);
            values.addAll(values(value));
          });
    } else if (json instanceof JsonArray array) {
      array.forEach(item -> values.addAll(values(item)));
    } else if (json instanceof JsonString text) {
      values.add(text.getString());
    } else if (json instanceof JsonNumber number) {
      values.add(number.longValueExact());
    }
    return values;
  }
}
