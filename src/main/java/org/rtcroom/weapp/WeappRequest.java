package org.rtcroom.weapp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Networks;
import org.rtcroom.room.RoomType;

/**
 * One request of a client. The filters add to it, in this order: which operation it is, and what
 * its body says.
 */
public final class WeappRequest extends CurrentRequest {

  private final Query query;
  private final Language language;
  private final List<String> userSigs;
  private String family = "";
  private String operation = "";
  private Fields fields = Fields.NONE;
  private int bodyLength;
  private String bodyHash = "";

  /**
   * A request as it was sent.
   *
   * @param proxies whose word on where a request comes from, and how, counts
   */
  public WeappRequest(HttpServletRequest sent, Networks proxies) {
    super(sent, proxies);
    this.query = Query.of(sent.getQueryString());
    this.language = Language.of(header("Accept-Language").orElse(""));
    this.userSigs = headers("X-User-Sig");
  }

  /**
   * The request that this thread serves. What comes later, when the cloud has answered, works with
   * the one taken from here before.
   */
  static WeappRequest current() {
    return (WeappRequest) CurrentRequest.get();
  }

  void leadsTo(String toFamily, String toOperation) {
    family = toFamily;
    operation = toOperation;
    leadsTo(toFamily + "/" + toOperation);
  }

  /**
   * What the body says.
   *
   * @param length bytes
   * @param hash equal for equal bodies; empty text if the request is not repeatable
   */
  void says(Fields body, int length, String hash) {
    fields = body;
    bodyLength = length;
    bodyHash = hash;
  }

  Query query() {
    return query;
  }

  Language language() {
    return language;
  }

  /** The ticket that a header shows. */
  Optional<String> userSig() {
    return userSigs.stream().findFirst();
  }

  /** Whether a header that can stand once only stands twice. */
  boolean ambiguous() {
    return bearer().twice() || userSigs.size() > 1;
  }

  String family() {
    return family;
  }

  /** The last part of the path, such as {@code add_pusher}. */
  String operation() {
    return operation;
  }

  /**
   * The type of room the path names.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if it names none
   */
  RoomType type() {
    return RoomType.ofFamily(family).orElseThrow(() -> new Refusal(WireProblem.NOT_FOUND));
  }

  Fields fields() {
    return fields;
  }

  int bodyLength() {
    return bodyLength;
  }

  String bodyHash() {
    return bodyHash;
  }
}
