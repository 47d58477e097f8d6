package org.rtcroom.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

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
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      Map<String, String> members = new HashMap<>();
      String name = parser.nextFieldName();
      while (object && name != null) {
        members.put(name, value(parser));
        name = parser.nextFieldName();
      }
      if (object && parser.nextToken() == null) {
        return members;
      }
    } catch (IOException e) {
      // as bad as another kind of value
    }
    throw new UnreadableTicket("the ticket is not one JSON object in UTF-8");
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
}
