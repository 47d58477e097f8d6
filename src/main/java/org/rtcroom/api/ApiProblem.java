package org.rtcroom.api;

import jakarta.json.JsonObject;

/** The problems a caller of the API is told of. The types are final: callers branch on them. */
public enum ApiProblem {
  BAD_REQUEST("bad-request", 400, "The request cannot be understood"),
  BAD_PARAMETER("bad-parameter", 400, "A parameter is missing, unknown or out of its bounds"),
  UNAUTHORIZED("unauthorized", 401, "An API key is needed"),
  PLAIN_HTTP("plain-http", 403, "This service is reached by HTTPS only"),
  FORBIDDEN("forbidden", 403, "The API key is not for this"),
  NOT_FOUND("not-found", 404, "There is nothing at this address"),
  NO_SUCH_SESSION("no-such-session", 404, "There is no such session"),
  NO_SUCH_KEY("no-such-key", 404, "There is no such API key"),
  KEY_NOT_CONFIRMED("key-not-confirmed", 409, "Another person must confirm the API key first"),
  NOT_CONFIRMABLE("not-confirmable", 409, "The API key must be confirmed by somebody else"),
  KEY_TOO_NEW("key-too-new", 409, "The API key is newer than what it is to agree to"),
  SAME_PERSON("same-person", 409, "Two different persons must agree"),
  NO_SUCH_DELIVERY("no-such-delivery", 404, "There is no such delivery, or no more"),
  NO_SUCH_BAN("no-such-ban", 404, "There is no such ban, or no more"),
  NOT_YET_OPEN("not-yet-open", 404, "The session was not open at that moment"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not take that method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "This address answers in JSON only"),
  TOO_SLOW("too-slow", 408, "The body of the request came too slowly"),
  SESSION_NOT_OPEN("session-not-open", 409, "The session is not open"),
  ROOM_ID_IN_USE("room-id-in-use", 409, "Another session is open in that room"),
  NOT_ERASABLE("not-erasable", 409, "Nothing of the session may be erased now"),
  NOT_HELD("not-held", 409, "There is no hold to lift"),
  RETENTION_SHORTENED(
      "retention-shortened", 409, "A shorter retention takes AUDITOR keys of two persons"),
  CHAIN_BROKEN("chain-broken", 409, "The recorded lines do not verify or cannot be replayed"),
  VERIFYING("verifying", 409, "A verification is under way on this node"),
  UNSUPPORTED_TYPE("unsupported-type", 415, "Bodies must be JSON"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "There are too many requests from this address"),
  INTERNAL("internal", 500, "The service failed"),
  BUSY("busy", 503, "Too many large reads are under way on this node"),
  GROUP_FAILED("group-failed", 503, "The IM service did not create the room's group"),
  DEMO_ONLY_NEARBY("demo-only-nearby", 503, "Demo mode does not serve this caller"),
  TRY_AGAIN("try-again", 503, "The same request can be made again");

  private final String name;
  private final int status;
  private final String title;

  ApiProblem(String name, int status, String title) {
    this.name = name;
    this.status = status;
    this.title = title;
  }

  /**
   * The body of an answer, RFC 9457.
   *
   * @param detail for the caller
   */
  public JsonObject json(String detail) {
    return AnswerJson.object()
        .add("type", type())
        .add("title", title)
        .add("status", status)
        .add("detail", detail)
        .build();
  }

  /** The stable name, as RFC 9457 asks for. */
  String type() {
    return "urn:rtcroom:problem:" + name;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** The problem for a status that JAX-RS chose by itself. */
  static ApiProblem ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 415 -> UNSUPPORTED_TYPE;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> TRY_AGAIN;
      default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
    };
  }
}
