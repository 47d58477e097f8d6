package org.rtcroom.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ticket's JSON: one object whose values are strings or numbers. A number is returned as it
 * is written. Strict as RFC 8259; of duplicate keys the last counts.
 */
final class FlatJson {

  private static final JsonFactory PARSERS = new JsonFactory();

  private FlatJson() {}

  /**
   * The object's members.
   *
   * @throws UnreadableTicket if the bytes are not UTF-8 or not one JSON object
   * @throws NotAuthenticated if a value is neither a string nor a number
   */
  static Map<String, String> read(byte[] json) {
    try (JsonParser parser = PARSERS.createParser(utf8(json))) {
      requireToken(JsonToken.START_OBJECT, parser.nextToken());
      Map<String, String> members = new HashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        members.put(name, value(parser));
      }
      requireToken(null, parser.nextToken());
      return members;
    } catch (IOException e) {
      throw new UnreadableTicket("the ticket is not one JSON object in UTF-8");
    }
  }

  /** A parser of bytes would guess the encoding and skip a byte order mark. */
  private static String utf8(byte[] json) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }

  private static String value(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    boolean flat = token == JsonToken.VALUE_STRING || token.isNumeric();
    if (!flat) {
      throw new NotAuthenticated("a ticket field is neither a string nor a number");
    }
    return parser.getText();
  }

  private static void requireToken(@Nullable JsonToken expected, @Nullable JsonToken found) {
    if (found != expected) {
      throw new UnreadableTicket("the ticket is not one JSON object in UTF-8");
    }
  }
}
