package org.rtcroom.weapp;

import java.util.Optional;
import org.rtcroom.room.RoomType;

/**
 * One request, before anybody knows who sends it.
 *
 * @param operation the last part of the path, such as {@code add_pusher}
 * @param requestId the client's, or ours if it sent none of legal form
 * @param repeatable whether the request id is the client's, so that a repeat can be recognised
 * @param bodyLength bytes
 * @param bodyHash equal for equal bodies; empty text if the request is not repeatable
 */
record WeappRequest(
    String family,
    String operation,
    Query query,
    Credentials credentials,
    Language language,
    Source source,
    String userAgent,
    String requestId,
    boolean repeatable,
    Fields fields,
    int bodyLength,
    String bodyHash) {

  /**
   * What the headers show of who is calling.
   *
   * @param bearer of {@code Authorization: Bearer}
   * @param ambiguous whether a header that can stand once only stands twice
   */
  record Credentials(Optional<String> bearer, Optional<String> userSig, boolean ambiguous) {

    static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty(), false);

    /** Hides what it holds. */
    @Override
    public String toString() {
      return "Credentials";
    }
  }

  /** Before a request is looked at. */
  static final WeappRequest NONE =
      new WeappRequest(
          "",
          "",
          Query.of(null),
          Credentials.NONE,
          Language.CHINESE,
          Source.UNKNOWN,
          "",
          "",
          false,
          Fields.NONE,
          0,
          "");

  WeappRequest to(String toFamily, String toOperation) {
    return new WeappRequest(
        toFamily,
        toOperation,
        query,
        credentials,
        language,
        source,
        userAgent,
        requestId,
        repeatable,
        fields,
        bodyLength,
        bodyHash);
  }

  WeappRequest with(Fields body, int length, String hash) {
    return new WeappRequest(
        family,
        operation,
        query,
        credentials,
        language,
        source,
        userAgent,
        requestId,
        repeatable,
        body,
        length,
        hash);
  }

  /**
   * The type of room the path names.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if it names none
   */
  RoomType type() {
    return RoomType.ofFamily(family).orElseThrow(() -> new Refusal(WireProblem.NOT_FOUND));
  }

  /** The name of the operation in logs. */
  String name() {
    return family + "/" + operation;
  }
}
