package org.rtcroom.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a ticket's JSON: one object whose values are strings or numbers. A number is returned as it
 * is written. Strict as RFC 8259; of duplicate keys the last counts.
 */
final class FlatJson {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern FOUR_HEX_DIGITS = Pattern.compile("[0-9a-fA-F]{4}");
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /**
   * The object's members.
   *
   * @throws UnreadableTicket if the bytes are not UTF-8 or not one JSON object
   * @throws NotAuthenticated if a value is neither a string nor a number
   */
  static Map<String, String> read(byte[] json) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      return new FlatJson(text).object();
    } catch (CharacterCodingException e) {
      throw new UnreadableTicket("the ticket's JSON is not UTF-8");
    }
  }

  private Map<String, String> object() {
    Map<String, String> members = new HashMap<>();
    expect('{');
    boolean more = !tookToken('}');
    while (more) {
      skipSpace();
      String name = string();
      expect(':');
      members.put(name, value());
      more = tookToken(',');
      if (!more) {
        expect('}');
      }
    }
    skipSpace();
    if (at < text.length()) {
      throw broken();
    }
    return members;
  }

  private String value() {
    skipSpace();
    if (next() == '"') {
      return string();
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      at = number.end();
      return number.group();
    }
    if ("{[tfn".indexOf(next()) >= 0) {
      throw new NotAuthenticated("a ticket field is neither a string nor a number");
    }
    throw broken();
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    take('"');
    while (next() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw broken();
      }
      string.append(c == '\\' ? escape() : c);
    }
    take('"');
    return string.toString();
  }

  private char escape() {
    char c = next();
    at++;
    if (c == 'u') {
      return unicode();
    }
    int which = ESCAPED.indexOf(c);
    if (which < 0) {
      throw broken();
    }
    return MEANT.charAt(which);
  }

  private char unicode() {
    Matcher digits = FOUR_HEX_DIGITS.matcher(text).region(at, text.length());
    if (!digits.lookingAt()) {
      throw broken();
    }
    at = digits.end();
    return (char) Integer.parseInt(digits.group(), 16);
  }

  private void expect(char token) {
    skipSpace();
    take(token);
  }

  private void take(char token) {
    if (next() != token) {
      throw broken();
    }
    at++;
  }

  private boolean tookToken(char token) {
    skipSpace();
    boolean found = next() == token;
    at += found ? 1 : 0;
    return found;
  }

  private char next() {
    if (at >= text.length()) {
      throw broken();
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static UnreadableTicket broken() {
    return new UnreadableTicket("the ticket is not one JSON object");
  }
}
