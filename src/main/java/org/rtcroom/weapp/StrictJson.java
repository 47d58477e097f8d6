package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly (RFC 8259): no comments, nothing after the end, nesting of at most 16. Of
 * equal names the last one counts.
 */
final class StrictJson {

  private static final int DEEPEST = 16;

  /** A text is bounded by its body; within it a name or a number may have any length. */
  private static final JsonFactory PARSERS =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(BodyBytes.MOST)
                  .maxNumberLength(BodyBytes.MOST)
                  .build())
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The value a text holds.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if it is not JSON or nests deeper
   */
  static Value read(String text) {
    try (JsonParser parser = PARSERS.createParser(text)) {
      Value value = new StrictJson(parser).value(parser.nextToken(), 0);
      if (parser.nextToken() != null) {
        throw new Refusal(WireProblem.MALFORMED);
      }
      return value;
    } catch (IOException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
  }

  private Value value(@Nullable JsonToken token, int depth) throws IOException {
    if (token == null) {
      throw new Refusal(WireProblem.MALFORMED);
    }
    return switch (token) {
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeral(parser.getText());
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

  private Value object(int depth) throws IOException {
    Map<String, Value> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      members.put(name, value(parser.nextToken(), depth));
    }
    return new Value.Members(members);
  }

  private Value array(int depth) throws IOException {
    List<Value> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, depth));
    }
    return new Value.Items(items);
  }
}
