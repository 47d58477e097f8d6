package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes a JSON object in UTF-8. Parts that are needed often can be written once. */
final class JsonWriter {

  private static final JsonFactory GENERATORS = new JsonFactory();
  private static final int USUAL_SIZE = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
  private final JsonGenerator json;

  /** Fields that follow at least one other, as they stand in an object: {@code ,"a":1,"b":2}. */
  static final class Part {
    private final byte[] fields;

    private Part(byte[] fields) {
      this.fields = fields;
    }

    int length() {
      return fields.length;
    }
  }

  /** What the library declares and a buffer in memory never does. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  private JsonWriter() {
    try {
      json = GENERATORS.createGenerator(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object with these fields. */
  static byte[] object(Consumer<JsonWriter> fields) {
    JsonWriter writer = new JsonWriter();
    writer.step(writer.json::writeStartObject);
    fields.accept(writer);
    writer.step(writer.json::writeEndObject);
    writer.step(writer.json::close);
    return writer.bytes.toByteArray();
  }

  /** An object with these fields, as a text. */
  static String text(Consumer<JsonWriter> fields) {
    return new String(object(fields), StandardCharsets.UTF_8);
  }

  /** These fields, at least one, to be {@link #add added} to objects. */
  static Part part(Consumer<JsonWriter> fields) {
    byte[] part = object(fields);
    part[0] = ',';
    return new Part(Arrays.copyOf(part, part.length - 1));
  }

  /** Adds fields to an object that has one already. */
  JsonWriter add(Part part) {
    step(json::flush);
    bytes.write(part.fields, 0, part.fields.length);
    return this;
  }

  JsonWriter write(String name, String value) {
    return step(() -> json.writeStringField(name, value));
  }

  JsonWriter write(String name, long value) {
    return step(() -> json.writeNumberField(name, value));
  }

  JsonWriter write(String name, boolean value) {
    return step(() -> json.writeBooleanField(name, value));
  }

  /** An item of an array. */
  JsonWriter write(String value) {
    return step(() -> json.writeString(value));
  }

  /** An item of an array. */
  JsonWriter writeStartObject() {
    return step(json::writeStartObject);
  }

  JsonWriter writeStartObject(String name) {
    return step(() -> json.writeObjectFieldStart(name));
  }

  JsonWriter writeStartArray(String name) {
    return step(() -> json.writeArrayFieldStart(name));
  }

  /** Ends the innermost object or array. */
  JsonWriter writeEnd() {
    boolean array = json.getOutputContext().inArray();
    return step(array ? json::writeEndArray : json::writeEndObject);
  }

  private JsonWriter step(Step step) {
    try {
      step.take();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
