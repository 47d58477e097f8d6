package org.rtcroom.weapp;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads JSON strictly (RFC 8259): no comments, nothing after the end, nesting of at most 16. Of
 * equal names the last one counts.
 */
final class JsonText {

  /** Looked up once: looking the provider up costs more than reading a small body. */
  private static final JsonParserFactory PARSERS =
      JsonProvider.provider().createParserFactory(Map.of());

  private static final int DEEPEST = 16;

  private final JsonParser parser;

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The value a text holds.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if it is not JSON or nests deeper
   */
  static Value read(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      Value value = new JsonText(parser).value(parser.next(), 0);
      if (parser.hasNext()) {
        throw new Refusal(WireProblem.MALFORMED);
      }
      return value;
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
  }

  private Value value(JsonParser.Event event, int depth) {
    return switch (event) {
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> new Value.Text(parser.getString());
      case VALUE_NUMBER -> new Value.Numeral(parser.getString());
      case VALUE_TRUE -> new Value.Truth(true);
      case VALUE_FALSE -> new Value.Truth(false);
      case VALUE_NULL -> Value.NOTHING;
      default -> throw new Refusal(WireProblem.MALFORMED);
    };
  }

  private static int deeper(int depth) {
    if (depth == DEEPEST) {
      throw new Refusal(WireProblem.MALFORMED);
    }
    return depth + 1;
  }

  private Value object(int depth) {
    Map<String, Value> members = new LinkedHashMap<>();
    while (parser.next() != JsonParser.Event.END_OBJECT) {
      String name = parser.getString();
      members.put(name, value(parser.next(), depth));
    }
    return new Value.Members(members);
  }

  private Value array(int depth) {
    List<Value> items = new ArrayList<>();
    for (JsonParser.Event event = parser.next();
        event != JsonParser.Event.END_ARRAY;
        event = parser.next()) {
      items.add(value(event, depth));
    }
    return new Value.Items(items);
  }
}
