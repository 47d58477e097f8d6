package org.rtcroom.weapp;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** The answer to a client, before it belongs to one request: repeats get the same. */
final class Answer {

  private static final MediaType TYPE = MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8");

  private final int status;
  private final int code;
  private final byte[] json;
  private final int retryAfter;

  /**
   * An answer.
   *
   * @param code of the client protocol, as it stands in the JSON
   * @param json UTF-8, not to be changed any more
   * @param retryAfter seconds after which trying again makes sense, if the status is 429 or 503
   */
  Answer(int status, int code, byte[] json, int retryAfter) {
    this.status = status;
    this.code = code;
    this.json = json;
    this.retryAfter = retryAfter;
  }

  /** Whether a repeat of the request should be tried again instead of getting this once more. */
  boolean ourFault() {
    return status >= 500;
  }

  int code() {
    return code;
  }

  /** As text. */
  String json() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /** As the answer to that request. */
  Response to(WeappRequest request) {
    request.answered(code);
    return response();
  }

  Response response() {
    Response.ResponseBuilder response = Response.status(status).type(TYPE).entity(json);
    boolean passes = status == 503 || status == 429;
    return passes ? response.header(HttpHeaders.RETRY_AFTER, retryAfter).build() : response.build();
  }
}
