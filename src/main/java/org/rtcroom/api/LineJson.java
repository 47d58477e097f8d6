package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.AuditLine;

/** Lines of the journal and of the access log in answers. */
final class LineJson {

  /** The service itself saw it. */
  static final String OBSERVED = "observed";

  /** A proxy said so, and nobody vouches for it. */
  static final String REPORTED = "reported by proxy";

  /** The client said so. */
  static final String DECLARED = "declared by client";

  private static final Set<String> TOLD_ELSEWHERE = Set.of("actor", "user", "node");

  /** A field of a recorded actor: how it is called in answers, and who says so. */
  private record Claim(String name, String source) {}

  private static final Map<String, Claim> CLAIMS =
      Map.of(
          "proof", new Claim("identifiedBy", OBSERVED),
          "address", new Claim("ip", OBSERVED),
          "reportedAddress", new Claim("reportedIp", REPORTED),
          "userAgent", new Claim("userAgent", DECLARED),
          "platform", new Claim("platform", DECLARED),
          "tokenId", new Claim("tokenId", OBSERVED),
          "requestId", new Claim("requestId", DECLARED));

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
    return Values.object()
        .add("seq", line.seq())
        .add("time", Values.time(line.at()))
        .add("kind", line.kind())
        .add("userID", Values.text(user(line)))
        .add("actor", actor(line))
        .add("details", details(line))
        .add("erased", line.erased())
        .add("hash", line.hash())
        .add("previousHash", line.previousHash())
        .add("recorded", recorded(line.exact()));
  }

  /** Whom the line tells of; whoever caused it, where it tells of nobody in particular. */
  private static Optional<String> user(AuditLine line) {
    return text(line.personal(), "user").or(() -> text(recordedActor(line), "user"));
  }

  private static JsonObject actor(AuditLine line) {
    JsonObject recorded = recordedActor(line);
    JsonObjectBuilder json = Values.object().add("userID", Values.text(text(recorded, "user")));
    recorded.forEach(
        (field, value) -> {
          Claim claim = CLAIMS.get(field);
          if (claim != null) {
            json.add(claim.name(), labelled(value, claim.source()));
          }
        });
    Optional.ofNullable(line.details().get("node"))
        .ifPresent(node -> json.add("node", labelled(node, OBSERVED)));
    return json.build();
  }

  private static JsonObject labelled(JsonValue value, String source) {
    return Values.object().add("value", value).add("source", source).build();
  }

  /** Everything the line says, personal or not, but who caused it. */
  private static JsonObject details(AuditLine line) {
    JsonObjectBuilder json = Values.object();
    line.details().forEach((name, value) -> addUnlessElsewhere(json, name, value));
    line.personal().forEach((name, value) -> addUnlessElsewhere(json, name, value));
    return json.build();
  }

  private static void addUnlessElsewhere(JsonObjectBuilder json, String name, JsonValue value) {
    if (!TOLD_ELSEWHERE.contains(name)) {
      json.add(name, value);
    }
  }

  /** The bytes behind the hashes, so that a caller can compute them. */
  private static JsonObject recorded(AuditLine.HashedParts exact) {
    return Values.object()
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
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
