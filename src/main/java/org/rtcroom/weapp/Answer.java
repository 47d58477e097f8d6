package org.rtcroom.weapp;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/**
 * What goes back to a client.
 *
 * @param retryAfter seconds after which trying again makes sense, if the status is 429 or 503
 */
record Answer(int status, String json, int retryAfter) {

  private static final String TYPE = "application/json; charset=utf-8";

  Answer(int status, String json) {
    this(status, json, 1);
  }

  Answer after(int seconds) {
    return new Answer(status, json, seconds);
  }

  /** Whether a repeat of the request should be tried again instead of getting this once more. */
  boolean ourFault() {
    return status >= 500;
  }

  Response response() {
    Response.ResponseBuilder response =
        Response.status(status).type(TYPE).entity(json.getBytes(StandardCharsets.UTF_8));
    boolean passes = status == 503 || status == 429;
    return passes ? response.header(HttpHeaders.RETRY_AFTER, retryAfter).build() : response.build();
  }
}
