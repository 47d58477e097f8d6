package org.rtcroom.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.Remarks;

/** One request: what it asks for, by whom, from where. */
@RequestScoped
class ApiRequest {

  @Inject RequestSource peer;

  private String operation = "api/v1";
  private @Nullable ApiKey key;
  private @Nullable Actor actor;
  private @Nullable String requestId;

  void begin(String operation) {
    this.operation = operation;
  }

  void identified(ApiKey key) {
    this.key = key;
  }

  String operation() {
    return operation;
  }

  String requestId() {
    if (requestId == null) {
      requestId = peer.requestId();
    }
    return requestId;
  }

  /** Whoever asks, by the key shown if a good one was. */
  Actor actor() {
    if (actor == null) {
      actor = peer.actor(requestId());
    }
    return key == null ? actor : actor.byKey(key.id());
  }

  /**
   * The key shown.
   *
   * @throws ApiException if none was found good
   */
  ApiKey key() {
    if (key == null) {
      throw new ApiException(ApiProblem.UNAUTHORIZED, "no API key");
    }
    return key;
  }

  /** The holder of the key shown, as the author of a remark in a session's record. */
  Remarks.By author() {
    ApiKey shown = key();
    return new Remarks.By(shown.name(), shown.id());
  }
}
