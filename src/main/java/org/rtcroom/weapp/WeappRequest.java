package org.rtcroom.weapp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Networks;
import org.rtcroom.room.RoomType;

/**
 * One request of a client. {@link OperationFilter} adds to it, in this order: which operation it
 * is, what its body says, what that asks for, and who is calling.
 */
public final class WeappRequest extends CurrentRequest {

  private final Query query;
  private final Language language;
  private final List<String> userSigs;
  private Operation operation = Operation.NONE;
  private Fields fields = Fields.NONE;
  private int bodyLength;
  private String bodyHash = "";
  private @Nullable Object asked;
  private @Nullable AuthenticatedCaller caller;

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

  void leadsTo(Operation found) {
    operation = found;
    leadsTo(found.name());
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

  /** What it asks for, in the shape that its operation takes. */
  void asks(Object shape) {
    asked = shape;
  }

  /** That user sends it. */
  void comesFrom(AuthenticatedCaller user) {
    caller = user;
  }

  /**
   * What it asks for.
   *
   * @param type what its operation {@link Takes}
   */
  <T> T asked(Class<T> type) {
    return type.cast(Objects.requireNonNull(asked));
  }

  /**
   * Who sends it.
   *
   * @throws IllegalStateException if its operation is open to everybody and nobody was found out
   */
  AuthenticatedCaller caller() {
    if (caller == null) {
      throw new IllegalStateException(name() + " is open to everybody");
    }
    return caller;
  }

  /** As {@link #caller}, for operations in which nobody needs to say who they are. */
  Optional<AuthenticatedCaller> callerIfKnown() {
    return Optional.ofNullable(caller);
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

  Operation operation() {
    return operation;
  }

  /**
   * The type of room the path names.
   *
   * @throws Refusal {@link WireProblem#NOT_FOUND} if it names none
   */
  RoomType type() {
    return operation.type().orElseThrow(() -> new Refusal(WireProblem.NOT_FOUND));
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
