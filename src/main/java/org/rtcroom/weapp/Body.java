package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtcroom.http.SlowBody;

/** Reads the body of a request into fields. */
final class Body {

  /** Bytes a body may have. */
  static final int MOST = 64 * 1024;

  private static final int DEEPEST = 16;

  /** A text is bounded by its body; within it a name or a number may have any length. */
  private static final JsonFactory PARSERS =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(MOST)
                  .maxNumberLength(MOST)
                  .build())
          .build();

  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Taken as JSON, also where none is declared: a page that closes can send no other. */
  private static final Set<String> TAKEN_AS_JSON = Set.of("", JSON, "text/plain");

  /** The character that decoding without exceptions writes in place of a mistake. */
  private static final char REPLACEMENT = '\uFFFD';

  private Body() {}

  /** The form in which a body is written. */
  enum Kind {
    JSON,
    FORM
  }

  /**
   * The kind that the client declares.
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
    if (otherCharset || !(form || TAKEN_AS_JSON.contains(type))) {
      throw new Refusal(WireProblem.UNSUPPORTED);
    }
    return form ? Kind.FORM : Kind.JSON;
  }

  /**
   * All bytes of the stream.
   *
   * @param length bytes that the client announces, so that no larger buffer is made; negative if it
   *     announces none
   * @throws Refusal {@link WireProblem#TOO_LARGE}, {@link WireProblem#TOO_SLOW}, or {@link
   *     WireProblem#MALFORMED} if the client breaks off
   */
  static byte[] read(InputStream stream, int length) {
    if (length > MOST) {
      throw new Refusal(WireProblem.TOO_LARGE);
    }
    try {
      byte[] bytes = stream.readNBytes(length < 0 ? MOST + 1 : length);
      if (bytes.length > MOST) {
        throw new Refusal(WireProblem.TOO_LARGE);
      }
      return bytes;
    } catch (SlowBody e) {
      throw new Refusal(WireProblem.TOO_SLOW);
    } catch (IOException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
  }

  /**
   * The fields of a body; an empty one has none.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if it is not UTF-8, not JSON, no object, or a
   *     form with broken percent signs
   */
  static Fields parse(byte[] bytes, Kind kind) {
    String text = strictUtf8(bytes);
    if (text.isEmpty()) {
      return Fields.NONE;
    }
    if (kind == Kind.FORM) {
      return form(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    if (json(text) instanceof Fields fields) {
      return fields;
    }
    throw new Refusal(WireProblem.MALFORMED);
  }

  /**
   * The value that a JSON text holds (RFC 8259, strictly): no comments, nothing after the end,
   * nesting of at most 16. Of equal names the last one counts.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if it is not JSON or nests deeper
   */
  static Value json(String text) {
    try (JsonParser parser = PARSERS.createParser(text)) {
      Value value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new Refusal(WireProblem.MALFORMED);
      }
      return value;
    } catch (IOException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
  }

  private static Value value(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw new Refusal(WireProblem.MALFORMED);
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeral(parser.getText());
      case VALUE_TRUE -> new Value.Truth(true);
      case VALUE_FALSE -> new Value.Truth(false);
      case VALUE_NULL -> Value.NOTHING;
      default -> throw new Refusal(WireProblem.MALFORMED);
    };
  }

  private static Fields object(JsonParser parser) throws IOException {
    Map<String, Value> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      members.put(name, value(parser, parser.nextToken()));
    }
    return new Fields(members);
  }

  private static Value.Items array(JsonParser parser) throws IOException {
    List<Value> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new Value.Items(items);
  }

  /**
   * The fields of a web form; each is a text, and of equal names the last one counts.
   *
   * @param form each character one byte, so that those with a percent sign and those without are
   *     decoded together
   */
  private static Fields form(String form) {
    if (BROKEN_ESCAPE.matcher(form).find()) {
      throw new Refusal(WireProblem.MALFORMED);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String field : form.split("&", -1)) {
      if (!field.isEmpty()) {
        String[] pair = field.split("=", 2);
        fields.put(decoded(pair[0]), new Value.Text(pair.length < 2 ? "" : decoded(pair[1])));
      }
    }
    return new Fields(fields);
  }

  private static String decoded(String bytes) {
    String unescaped = URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1);
    return strictUtf8(unescaped.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String strictUtf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : strictlyDecoded(bytes);
  }

  /** With exceptions, for bytes that hold a mistake or the very character that stands for one. */
  private static String strictlyDecoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(WireProblem.MALFORMED);
    }
  }
}
