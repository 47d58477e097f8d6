package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;

/**
 * The body of a call that adds a statement to a session's record.
 *
 * @param data a text, or an object or array, which is kept as its JSON text
 */
record StatementRequest(
    String type,
    Instant occurredAt,
    @Nullable String sha256,
    @Nullable String uri,
    @JsonProperty("userID") @Nullable UserId user,
    @Nullable JsonNode data) {

  /** Bytes of the data at most. */
  private static final int LARGEST = 4 * 1024;

  private static final int LONGEST_CASE = 128;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  StatementRequest {
    type = FieldBounds.text("type", type, 32);
    if (!Remarks.STATEMENT_TYPES.contains(type)) {
      String list = String.join(", ", Remarks.STATEMENT_TYPES.stream().sorted().toList());
      throw ApiException.parameter("type", "one of " + list);
    }
    occurredAt = FieldBounds.millis("occurredAt", occurredAt);
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw ApiException.parameter("sha256", "64 lower-case hexadecimal digits");
    }
    uri = FieldBounds.optionalText("uri", uri, 1024);
  }

  /**
   * The remark that is recorded.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER} if the data are out of their bounds
   */
  Remarks.Stated stated(Remarks.By by) {
    return new Remarks.Stated(
        type,
        occurredAt,
        Optional.ofNullable(sha256),
        Optional.ofNullable(uri),
        Optional.ofNullable(user),
        recordedData(),
        by);
  }

  private Optional<String> recordedData() {
    Optional<String> text =
        Optional.ofNullable(data).filter(json -> !json.isNull()).map(StatementRequest::text);
    boolean wrongCase =
        type.equals(Remarks.CASE) && text.filter(name -> name.length() <= LONGEST_CASE).isEmpty();
    if (wrongCase) {
      throw ApiException.parameter("data", "the case, 1 to " + LONGEST_CASE + " characters");
    }
    return text;
  }

  private static String text(JsonNode json) {
    String text = json.isContainerNode() ? JsonBody.text(json) : json.asText();
    boolean good =
        (json.isContainerNode() || json.isTextual())
            && !text.isEmpty()
            && StandardCharsets.UTF_8.newEncoder().canEncode(text)
            && text.indexOf('\u0000') < 0
            && text.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
    if (!good) {
      throw ApiException.parameter("data", "a text, object or array of 1 to " + LARGEST + " bytes");
    }
    return text;
  }
}
