package org.rtcroom.api;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.Remarks;

/** One request of the v1 API: what it asks for, and by which key. */
@RequestScoped
class ApiRequest {

  private String operation = "api/v1";
  private @Nullable ApiKey key;

  /**
   * What is asked for.
   *
   * @param named method and path as written, such as {@code GET api/v1/bans}
   */
  void begin(String named) {
    operation = named;
    CurrentRequest.get().leadsTo("api/" + named);
  }

  void identified(ApiKey shown) {
    key = shown;
    CurrentRequest.get().identifyByKey(shown.id());
  }

  String operation() {
    return operation;
  }

  /** The holder of the key shown; until one was found good, nobody. */
  Actor actor() {
    return CurrentRequest.get().actor();
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
