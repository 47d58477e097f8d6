package org.rtcroom.weapp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the fields of a web form; each is a text, and of equal names the last one counts. */
final class FormText {

  private static final Pattern BETWEEN = Pattern.compile("&");

  private FormText() {}

  /**
   * The fields of a form.
   *
   * @throws Refusal {@link WireProblem#MALFORMED} if its percent signs or its UTF-8 are broken
   */
  static Map<String, Value> read(String form) {
    Map<String, Value> fields = new LinkedHashMap<>();
    BETWEEN
        .splitAsStream(form)
        .filter(field -> !field.isEmpty())
        .forEach(
            field -> {
              int equals = field.indexOf('=');
              String name = equals < 0 ? field : field.substring(0, equals);
              String value = equals < 0 ? "" : field.substring(equals + 1);
              fields.put(decoded(name), new Value.Text(decoded(value)));
            });
    return fields;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%') {
        bytes.write(16 * hex(encoded, i + 1) + hex(encoded, i + 2));
        i += 2;
      } else {
        bytes.write(encoded[i] == '+' ? ' ' : encoded[i]);
      }
    }
    return BodyBytes.strictUtf8(bytes.toByteArray());
  }

  private static int hex(byte[] encoded, int at) {
    int digit = at < encoded.length ? Character.digit((char) encoded[at], 16) : -1;
    if (digit < 0) {
      throw new Refusal(WireProblem.MALFORMED);
    }
    return digit;
  }
}
