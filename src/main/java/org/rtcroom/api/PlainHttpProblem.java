package org.rtcroom.api;

import jakarta.json.JsonObject;

/** The answer to a call by plain HTTP where only HTTPS is served. */
public final class PlainHttpProblem {

  private PlainHttpProblem() {}

  /** The answer's body, RFC 9457, which says what to do instead. */
  public static JsonObject json() {
    return new ProblemDocument(
            ApiProblem.PLAIN_HTTP,
            "use an address that begins with https://, and end any API key sent without it")
        .json();
  }
}
