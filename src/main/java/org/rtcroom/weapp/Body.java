package org.rtcroom.weapp;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns the bytes of a request's body into fields. */
final class Body {

  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private Body() {}

  /**
   * What the client says its body is.
   *
   * @param contentType as sent, or empty text
   * @throws Refusal {@link WireProblem#UNSUPPORTED} if it is neither JSON nor a form, not UTF-8, or
   *     compressed
   */
  static Kind kind(String contentType, boolean contentEncoded) {
    if (contentEncoded) {
      throw new Refusal(WireProblem.UNSUPPORTED);
    }
    if (contentType.equals(JSON)) {
      return Kind.JSON;
    }
    List<String> parts =
        SEMICOLON.splitAsStream(contentType.toLowerCase(Locale.ROOT)).map(String::strip).toList();
    boolean otherCharset =
        parts.stream()
            .skip(1)
            .filter(part -> part.startsWith("charset"))
            .map(part -> part.substring(part.indexOf('=') + 1).replace("\"", "").strip())
            .anyMatch(charset -> !charset.equals("utf-8") && !charset.equals("utf8"));
    String type = parts.isEmpty() ? "" : parts.get(0);
    boolean form = type.equals(FORM);
    if (otherCharset || !(form || type.isEmpty() || type.equals(JSON))) {
      throw new Refusal(WireProblem.UNSUPPORTED);
    }
    return form ? Kind.FORM : Kind.JSON;
  }

  /** How a body is written. */
  enum Kind {
    JSON,
    FORM
  }

  /**
   * The fields of a body; an empty one has none.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if it is not UTF-8, not JSON, or no object
   */
  static Fields parse(byte[] bytes, Kind kind) {
    String text = BodyBytes.strictUtf8(bytes);
    if (text.isEmpty()) {
      return Fields.NONE;
    }
    if (kind == Kind.FORM) {
      return new Fields(FormText.read(text));
    }
    if (StrictJson.read(text) instanceof Value.Members members) {
      return new Fields(members.values());
    }
    throw new Refusal(WireProblem.MALFORMED);
  }
}
