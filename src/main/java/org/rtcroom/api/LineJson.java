package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.AuditLine;

/** Lines of the journal and of the access log in answers. */
final class LineJson {

  /** The service itself saw it. */
  static final String OBSERVED = "observed";

  /** A proxy that is not trusted reported it. */
  static final String REPORTED = "reported by proxy";

  /** The client declared it. */
  static final String DECLARED = "declared by client";

  /** Fields of recorded parts that answers have outside of the details. */
  private static final Set<String> SHOWN_ELSEWHERE = Set.of("actor", "user", "node");

  /** The field of answers that shows a field of a recorded actor, and the source of its value. */
  private record ActorField(String name, String source) {}

  private static final Map<String, ActorField> ACTOR_FIELDS =
      Map.of(
          "proof", new ActorField("identifiedBy", OBSERVED),
          "address", new ActorField("ip", OBSERVED),
          "reportedAddress", new ActorField("reportedIp", REPORTED),
          "via", new ActorField("via", OBSERVED),
          "userAgent", new ActorField("userAgent", DECLARED),
          "platform", new ActorField("platform", DECLARED),
          "tokenId", new ActorField("tokenId", OBSERVED),
          "requestId", new ActorField("requestId", DECLARED));

  private LineJson() {}

  /** A line of a session. */
  static JsonObject event(AuditLine line) {
    return fields(line).build();
  }

  /** A line of an access log, of which there are many. */
  static JsonObject access(AuditLine line) {
    return fields(line).add("chain", line.chain()).build();
  }

  private static JsonObjectBuilder fields(AuditLine line) {
    return AnswerJson.object()
        .add("seq", line.seq())
        .add("time", AnswerJson.time(line.at()))
        .add("kind", line.kind())
        .add("userID", AnswerJson.text(user(line)))
        .add("actor", actor(line))
        .add("details", details(line))
        .add("erased", line.erased())
        .add("hash", line.hash())
        .add("previousHash", line.previousHash())
        .add("recorded", recorded(line.exact()));
  }

  /** The user that the line tells of, else the user who caused it. */
  private static Optional<String> user(AuditLine line) {
    return text(line.personal(), "user").or(() -> text(recordedActor(line), "user"));
  }

  private static JsonObject actor(AuditLine line) {
    JsonObject recorded = recordedActor(line);
    JsonObjectBuilder json =
        AnswerJson.object().add("userID", AnswerJson.text(text(recorded, "user")));
    recorded.forEach(
        (field, value) -> {
          ActorField shown = ACTOR_FIELDS.get(field);
          if (shown != null) {
            json.add(shown.name(), labelled(value, shown.source()));
          }
        });
    Optional.ofNullable(line.details().get("node"))
        .ifPresent(node -> json.add("node", labelled(node, OBSERVED)));
    return json.build();
  }

  private static JsonObject labelled(JsonValue value, String source) {
    return AnswerJson.object().add("value", value).add("source", source).build();
  }

  /** All fields of the line, personal or not, but the actor's. */
  private static JsonObject details(AuditLine line) {
    Map<String, JsonValue> fields = new LinkedHashMap<>(line.details());
    fields.putAll(line.personal());
    fields.keySet().removeAll(SHOWN_ELSEWHERE);
    JsonObjectBuilder json = AnswerJson.object();
    fields.forEach(json::add);
    return json.build();
  }

  /** The bytes behind the hashes, so that a caller can compute them. */
  private static JsonObject recorded(AuditLine.HashedParts exact) {
    return AnswerJson.object()
        .add("format", exact.format())
        .add("details", exact.details())
        .add("commitment", exact.commitment())
        .add("salt", exact.salt())
        .add("personal", exact.personal())
        .build();
  }

  private static JsonObject recordedActor(AuditLine line) {
    return line.personal().get("actor") instanceof JsonObject actor
        ? actor
        : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static Optional<String> text(JsonObject object, String name) {
    return Optional.ofNullable(object.getString(name, null));
  }
}
