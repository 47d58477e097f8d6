package org.rtcroom.tencent;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.outgoing.Deadline;
import org.rtcroom.outgoing.NoAnswer;
import org.rtcroom.outgoing.PeerClients;

/**
 * Calls of the IM REST API in the administrator's name.
 *
 * <p>Source: Tencent's documents 269/1615 and following; addresses have the form {@code
 * /v4/group_open_http_svc/<command>?sdkappid=&identifier=&usersig=&random=&contenttype=json}.
 */
@Unproxied
class ImCalls {

  private static final long RANDOMS = 1L << 32;

  private final IdentitySettings identity;
  private final UserSigs userSigs;
  private final MonotonicClock stopwatch;
  private final JsonService service;

  private volatile Optional<String> refusedSettings = Optional.empty();

  @Inject
  ImCalls(
      TencentSettings settings,
      IdentitySettings identity,
      UserSigs userSigs,
      MonotonicClock stopwatch,
      PeerClients clients) {
    this.identity = identity;
    this.userSigs = userSigs;
    this.stopwatch = stopwatch;
    this.service = new JsonService(settings.im().baseUrl(), clients.forPeer());
  }

  /**
   * Makes a call; if the signature has expired, once more with a new one.
   *
   * @return never fails; at the latest after the limit
   */
  CompletionStage<ImAnswer> call(String command, JsonObject body, Duration limit) {
    Deadline deadline = Deadline.in(limit, stopwatch);
    return CompletableFuture.completedStage(body)
        .thenCompose(ready -> call(command, ready, deadline))
        .exceptionally(failure -> ImAnswer.none(command + ": " + safeText(failure)))
        .thenApply(this::remembered);
  }

  private ImAnswer remembered(ImAnswer answer) {
    if (answer.ok()) {
      refusedSettings = Optional.empty();
    } else if (answer.refusesSettings()) {
      refusedSettings = Optional.of(answer.reason());
    }
    return answer;
  }

  /** In whose name all calls are made. */
  UserId administrator() {
    return identity.administrator();
  }

  /** As {@link org.rtcroom.room.GroupChat#refusedSettings}. */
  Optional<String> refusedSettings() {
    return refusedSettings;
  }

  private CompletionStage<ImAnswer> call(String command, JsonObject body, Deadline deadline) {
    String userSig = userSigs.administratorSig();
    return send(command, body, userSig, deadline)
        .thenCompose(
            answer ->
                answer.is(ImAnswer.SIGNATURE_EXPIRED)
                    ? send(command, body, newerThan(userSig), deadline)
                    : CompletableFuture.completedStage(answer));
  }

  /** Calls that expire together renew once. */
  private String newerThan(String expired) {
    String current = userSigs.administratorSig();
    return current.equals(expired) ? userSigs.renewAdministratorSig() : current;
  }

  private CompletionStage<ImAnswer> send(
      String command, JsonObject body, String userSig, Deadline deadline) {
    String path = "/v4/group_open_http_svc/" + command;
    return service
        .call(command, path, query(userSig), Optional.of(body), deadline.left())
        .thenApply(answer -> ImAnswer.of(command, answer));
  }

  private Map<String, String> query(String userSig) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("sdkappid", String.valueOf(identity.sdkAppId()));
    query.put("identifier", identity.administrator().value());
    query.put("usersig", userSig);
    query.put("random", String.valueOf(random()));
    query.put("contenttype", "json");
    return query;
  }

  /** An unsigned number of 32 bits; equal ones within five minutes would count as one message. */
  static long random() {
    return ThreadLocalRandom.current().nextLong(RANDOMS);
  }

  private static String safeText(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return cause instanceof NoAnswer answer ? answer.reason() : cause.getClass().getSimpleName();
  }
}
