package org.rtcroom.api;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.evidence.Selection;

/** Which part of the history is asked for. */
record SelectionQuery(Selection selection) {

  private static final String SESSION = "sessionId";

  /** The part that a query asks for. */
  static SelectionQuery ofQuery(Map<String, List<String>> query) {
    return of(QueryParameters.of(query, Set.of("from", "to")));
  }

  /** The part that a body asks for; all of it if there is no body. */
  static SelectionQuery ofBody(byte[] body) {
    Map<String, List<String>> fields = new HashMap<>();
    object(body)
        .forEach(
            (name, value) -> {
              if (value != JsonValue.NULL) {
                fields.put(name, List.of(text(name, value)));
              }
            });
    return of(QueryParameters.of(fields, Set.of("from", "to", SESSION)));
  }

  private static JsonObject object(byte[] body) {
    if (body.length == 0) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    ByteArrayInputStream bytes = new ByteArrayInputStream(body);
    try (var reader =
        JsonProvider.provider()
            .createReaderFactory(Map.of())
            .createReader(bytes, StandardCharsets.UTF_8)) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      throw new ApiException(ApiProblem.BAD_REQUEST, "the body is not one JSON object");
    }
  }

  private static String text(String name, JsonValue value) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw ApiException.parameter(name.substring(0, Math.min(40, name.length())), "a text");
  }

  private static SelectionQuery of(QueryParameters asked) {
    Optional<String> session = asked.text(SESSION, 36);
    session.ifPresent(
        id -> {
          if (!id.matches("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw ApiException.parameter(SESSION, "the id of a session");
          }
        });
    return new SelectionQuery(new Selection(asked.time("from"), asked.time("to"), session));
  }

  /** For the access log. */
  Map<String, String> about() {
    return new Noted()
        .put("from", selection.from().map(Values::time))
        .put("to", selection.to().map(Values::time))
        .put(SESSION, selection.chain())
        .all();
  }
}
