package org.rtcroom.weapp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/**
 * One request of a client. {@link OperationFilter} adds its operation and its body; {@link Callers}
 * identify its caller when the operation has read its fields.
 */
public final class WeappRequest extends CurrentRequest {

  private final Query query;
  private final Locale language;
  private final List<String> userSigs;
  private Operation operation = Operation.NONE;
  private Fields fields = Fields.NONE;
  private int bodyLength;
  private String bodyHash = "";
  private boolean anonymous;
  private boolean uncounted;
  private boolean beyondLimit;

  /**
   * A request as the server hands it over.
   *
   * @param proxies may say where a request comes from, and how
   */
  public WeappRequest(HttpServletRequest sent, TrustedProxies proxies) {
    super(sent, proxies);
    this.query = Query.of(sent.getQueryString());
    this.language = Answers.language(header("Accept-Language").orElse(""));
    this.userSigs = headers("X-User-Sig");
  }

  /**
   * The request that this thread serves. Work that goes on when the cloud has answered takes along
   * the one that it got here before.
   */
  static WeappRequest current() {
    return (WeappRequest) CurrentRequest.get();
  }

  void leadsTo(Operation found) {
    operation = found;
    leadsTo(found.name());
  }

  /**
   * Adds the content of the body.
   *
   * @param length bytes
   * @param hash equal for equal bodies; empty text if the request is not repeatable
   */
  void says(Fields body, int length, String hash) {
    fields = body;
    bodyLength = length;
    bodyHash = hash;
  }

  /** Has the request count for its address only when it is refused. */
  void countsOnceRefused() {
    uncounted = true;
  }

  /** Whether the request is still to be counted for its address; from now on it is not. */
  boolean takeUncounted() {
    boolean before = uncounted;
    uncounted = false;
    return before;
  }

  /** Says that the user asks too often, though the request is served. */
  void goesBeyondLimit() {
    beyondLimit = true;
  }

  /** Whether the user asks as often as the settings allow; the answer to all but heartbeats. */
  boolean withinLimit() {
    return !beyondLimit;
  }

  /** Lets the request be answered without a caller, if its operation does not require one. */
  void mayBeAnonymous() {
    anonymous = true;
  }

  /**
   * Checks that the caller is known, as far as the operation demands.
   *
   * @throws IllegalStateException if not
   */
  void requireChecked() {
    Authenticated demanded = operation.authenticated();
    boolean open = demanded == null || (anonymous && !demanded.required());
    if (!open && actor().user().isEmpty()) {
      throw new IllegalStateException(name() + " is answered without asking for its caller");
    }
  }

  Query query() {
    return query;
  }

  Locale language() {
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

  Operation operation() {
    return operation;
  }

  /**
   * The type of room that the path names.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if it names none
   */
  RoomType type() {
    return operation.type().orElseThrow(() -> new Refusal(WireProblem.NOT_FOUND));
  }

  Fields fields() {
    return fields;
  }

  /**
   * A text that must be there; the newer generation of clients leaves it out when it is empty.
   *
   * @param most bytes of UTF-8
   */
  String text(String name, int most) {
    return fields.text(name, most).orElseGet(() -> emptyText(name));
  }

  /**
   * The empty text for an absent field.
   *
   * @throws Refusal {@link WireProblem#FIELD_MISSING} if rooms of that type are not for the newer
   *     generation
   */
  String emptyText(String name) {
    if (!type().can(Capability.ANCHOR_DIALECT)) {
      throw Fields.missing(name);
    }
    return "";
  }

  int bodyLength() {
    return bodyLength;
  }

  String bodyHash() {
    return bodyHash;
  }
}
