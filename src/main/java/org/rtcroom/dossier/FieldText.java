package org.rtcroom.dossier;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Recorded fields, whatever they are, as text that is not too long to print. */
final class FieldText {

  /** Characters of one text that are shown. */
  private static final int LONGEST = 300;

  private static final int MOST_ITEMS = 40;

  /** Numbers from here up to ten times as much are moments: 2001 to 2286. */
  private static final long EARLIEST = 1_000_000_000_000L;

  private static final Set<String> CONSTANTS = Set.of("reason", "proof");

  private final Times times;

  FieldText(Times times) {
    this.times = times;
  }

  /** All fields but some. */
  List<Fact> of(JsonObject object, Set<String> without) {
    return object.entrySet().stream()
        .filter(field -> !without.contains(field.getKey()))
        .map(
            field ->
                new Fact(label(field.getKey()), of(field.getKey(), field.getValue()), Fact.PLAIN))
        .toList();
  }

  static String label(String field) {
    return Words.bothOr("field." + field, field);
  }

  /** The value of a field. */
  String of(String field, JsonValue value) {
    if (value instanceof JsonString text) {
      String cut = cut(text.getString());
      return CONSTANTS.contains(field) ? Words.constant(field, cut) : cut;
    }
    if (value instanceof JsonNumber number) {
      return number(number);
    }
    if (value instanceof JsonArray array) {
      String items =
          array.stream()
              .limit(MOST_ITEMS)
              .map(item -> of(field, item))
              .collect(Collectors.joining("; "));
      return array.size() > MOST_ITEMS ? items + "; " + more(array.size() - MOST_ITEMS) : items;
    }
    if (value instanceof JsonObject object) {
      return object.entrySet().stream()
          .limit(MOST_ITEMS)
          .map(entry -> label(entry.getKey()) + ": " + of(entry.getKey(), entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    return Words.both(value == JsonValue.TRUE ? "yes" : value == JsonValue.FALSE ? "no" : "nobody");
  }

  private String number(JsonNumber number) {
    boolean moment =
        number.isIntegral()
            && number.bigDecimalValue().longValue() >= EARLIEST
            && number.bigDecimalValue().longValue() < 10 * EARLIEST;
    return moment ? times.of(number.longValue()) : number.toString();
  }

  /** A text, or the beginning of a long one and how much is left out. */
  static String cut(String text) {
    if (text.isEmpty()) {
      return Words.both("empty");
    }
    int length = text.codePointCount(0, text.length());
    if (length <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST))
        + " … ("
        + more(length - LONGEST)
        + ")";
  }

  private static String more(int count) {
    Words words = Words.of("note.more", count);
    return words.both();
  }
}
