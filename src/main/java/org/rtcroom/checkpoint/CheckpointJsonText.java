package org.rtcroom.checkpoint;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Reads JSON objects that somebody may have tampered with. */
final class CheckpointJsonText {

  private static final JsonReaderFactory READERS =
      JsonProvider.provider().createReaderFactory(Map.of());

  private CheckpointJsonText() {}

  /** Empty if it is no JSON object. */
  static Optional<JsonObject> read(byte[] bytes) {
    try (var reader =
        READERS.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      return Optional.of(reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  static Optional<JsonObject> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }
}
