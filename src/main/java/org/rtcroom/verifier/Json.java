package org.rtcroom.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON exactly: UTF-8 without faults, whole numbers of 64 bits, no name twice, no null, no
 * unpaired surrogates, nothing after the end. What is said to be canonical must be spelled as
 * journal-format.md says, which a second reader could not take for anything else.
 */
final class Json {

  private static final int DEEPEST = 64;

  private final String text;
  private final boolean canonical;
  private final StringBuilder unescaped = new StringBuilder();
  private int at;
  private int depth;

  private Json(String text, boolean canonical) {
    this.text = text;
    this.canonical = canonical;
  }

  /**
   * An object in any spelling without white space.
   *
   * @throws BadJson if it is none
   */
  static JsonObject object(byte[] utf8) {
    return whole(decoded(utf8), false);
  }

  /**
   * An object in its canonical spelling.
   *
   * @throws BadJson if it is none
   */
  static JsonObject canonical(byte[] utf8) {
    return whole(decoded(utf8), true);
  }

  private static JsonObject whole(String text, boolean canonical) {
    Json json = new Json(text, canonical);
    JsonObject object = json.object();
    if (json.at != text.length()) {
      throw json.bad("something after the end");
    }
    return object;
  }

  /** A byte order mark is a character like any other, and no JSON begins with it. */
  private static String decoded(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new BadJson("not UTF-8");
    }
  }

  private Object value() {
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> text();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      default -> number();
    };
  }

  private JsonObject object() {
    enter('{');
    Map<String, Object> fields = new LinkedHashMap<>();
    String before = "";
    while (peek() != '}') {
      if (!fields.isEmpty()) {
        take(',');
      }
      String name = text();
      if (canonical && !fields.isEmpty() && name.compareTo(before) <= 0) {
        throw bad("names are not in ascending order");
      }
      take(':');
      if (fields.put(name, value()) != null) {
        throw bad("a name stands twice");
      }
      before = name;
    }
    leave('}');
    return new JsonObject(fields);
  }

  private List<Object> list() {
    enter('[');
    List<Object> items = new ArrayList<>();
    while (peek() != ']') {
      if (!items.isEmpty()) {
        take(',');
      }
      items.add(value());
    }
    leave(']');
    return items;
  }

  private void enter(char c) {
    take(c);
    if (++depth > DEEPEST) {
      throw bad("too deep");
    }
  }

  private void leave(char c) {
    take(c);
    depth--;
  }

  private Boolean word(String word, Boolean value) {
    if (!text.startsWith(word, at)) {
      throw bad("unknown word");
    }
    at += word.length();
    return value;
  }

  private Long number() {
    int from = at;
    while (at < text.length() && "-0123456789.eE+".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(from, at);
    try {
      long number = Long.parseLong(digits);
      if (Long.toString(number).equals(digits)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw bad("not a whole number of 64 bits");
    }
    throw bad("a number in another spelling");
  }

  private String text() {
    take('"');
    int from = at;
    passPlain();
    if (peek() == '"') {
      return text.substring(from, at++);
    }
    unescaped.setLength(0);
    unescaped.append(text, from, at);
    while (peek() != '"') {
      if (next() != '\\') {
        throw bad("a control character");
      }
      unescaped.append(JsonEscape.read(this));
      from = at;
      passPlain();
      unescaped.append(text, from, at);
    }
    at++;
    return paired(unescaped.toString());
  }

  /** Goes on to what is not simply a character of a text. */
  private void passPlain() {
    while (at < text.length() && plain(text.charAt(at))) {
      at++;
    }
  }

  private static boolean plain(char c) {
    return c != '"' && c != '\\' && c >= 0x20;
  }

  private String paired(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        return encodable(value);
      }
    }
    return value;
  }

  private String encodable(String value) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw bad("an unpaired surrogate");
    }
    return value;
  }

  boolean isCanonical() {
    return canonical;
  }

  char peek() {
    if (at >= text.length()) {
      throw bad("it ends too early");
    }
    return text.charAt(at);
  }

  char next() {
    char c = peek();
    at++;
    return c;
  }

  private void take(char c) {
    if (next() != c) {
      throw bad("expected " + c);
    }
  }

  BadJson bad(String what) {
    return new BadJson("not exact JSON at character " + at + ": " + what);
  }
}
