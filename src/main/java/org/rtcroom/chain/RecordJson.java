package org.rtcroom.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of records in files and in the copy outside the database: texts and numbers are spelled as
 * in {@link CanonicalJson}, but fields keep the order they are given in.
 */
public final class RecordJson {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new NumericEscapes())
          .rootValueSeparator((String) null)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private RecordJson() {}

  /**
   * A generator for a text that may be too long to hold, in UTF-8. The stream stays open when it is
   * closed.
   *
   * <p>Over a writer: Jackson writes characters beyond the first 65,536 as escapes to a stream.
   */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /**
   * Writes a value.
   *
   * @param value of maps with text keys, lists, texts, whole numbers and booleans
   */
  public static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName((String) field.getKey());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writePOJO(value);
    }
  }

  /** A short object as text. */
  public static String text(Map<String, ?> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** All control characters as {@code \\u00xx}, none by a letter. */
  private static final class NumericEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    private final int[] codes = standardAsciiEscapesForJSON();

    NumericEscapes() {
      Arrays.fill(codes, 0, ' ', ESCAPE_STANDARD);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
