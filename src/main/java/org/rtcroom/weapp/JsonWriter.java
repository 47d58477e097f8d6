package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON objects in UTF-8. A part that is needed often can be written once: fields that follow
 * at least one other, as they stand in an object: {@code ,"a":1,"b":2}.
 */
final class JsonWriter {

  private static final JsonFactory GENERATORS = new JsonFactory();
  private static final int USUAL_SIZE = 512;

  private JsonWriter() {}

  /** Some fields of an object. */
  @FunctionalInterface
  interface Content {

    /**
     * Writes the fields.
     *
     * @throws IOException never, as it is written to memory
     */
    void write(JsonGenerator json) throws IOException;
  }

  /** An object with these fields. */
  static byte[] object(Content fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = GENERATORS.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An object with these fields, as a text. */
  static String text(Content fields) {
    return new String(object(fields), StandardCharsets.UTF_8);
  }

  /** These fields, at least one, as a part that can be {@link #add added} to objects. */
  static byte[] part(Content fields) {
    byte[] part = object(fields);
    part[0] = ',';
    return Arrays.copyOf(part, part.length - 1);
  }

  /** Adds a part to an object that has a field already. */
  static void add(JsonGenerator json, byte[] part) throws IOException {
    json.flush();
    ((OutputStream) json.getOutputTarget()).write(part);
  }
}
