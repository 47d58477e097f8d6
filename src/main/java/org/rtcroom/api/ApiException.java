package org.rtcroom.api;

import jakarta.ws.rs.WebApplicationException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.rtcroom.apikey.NotConfirmable;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.http.BrokenBody;
import org.rtcroom.http.SlowBody;
import org.rtcroom.http.TooManyRequests;
import org.rtcroom.journal.NotAgreed;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/** A request that is answered with a problem: never more than the caller can use. */
class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Causes that are looked at. */
  private static final int LONGEST_CHAIN = 10;

  private final ApiProblem problem;
  private final String detail;

  /**
   * @param detail for the caller; holds no secret, and nothing the caller did not send or may not
   *     know
   */
  ApiException(ApiProblem problem, String detail) {
    super(problem + ": " + detail);
    this.problem = problem;
    this.detail = detail;
  }

  /** A query parameter or a field that is missing or wrong. */
  static ApiException parameter(String name, String expected) {
    return new ApiException(ApiProblem.BAD_PARAMETER, name + ": expected " + expected);
  }

  /** No session has the id that the request names. */
  static ApiException unknownSession() {
    return new ApiException(ApiProblem.NO_SUCH_SESSION, "no session has that id");
  }

  /** The problem by which a failure is answered. */
  static ApiException of(Throwable failure) {
    if (failure instanceof ApiException refused) {
      return refused;
    } else if (failure instanceof BrokenChain broken) {
      return new ApiException(ApiProblem.CHAIN_BROKEN, String.valueOf(broken.getMessage()));
    } else if (failure instanceof NotErasable kept) {
      return new ApiException(ApiProblem.NOT_ERASABLE, String.valueOf(kept.getMessage()));
    } else if (failure instanceof NotAgreed refused) {
      return of(refused.why());
    } else if (failure instanceof NotConfirmable refused) {
      return new ApiException(ApiProblem.NOT_CONFIRMABLE, String.valueOf(refused.getMessage()));
    } else if (failure instanceof CompletionException late && late.getCause() != null) {
      return of(late.getCause());
    } else if (failure instanceof RoomException room) {
      return of(room.problem());
    } else if (failure instanceof DatabaseUnavailable || failure instanceof Journal.LostRace) {
      return of(Problem.TRY_AGAIN);
    } else if (failure instanceof TooManyRequests refused) {
      return new ApiException(
          ApiProblem.TOO_MANY_REQUESTS, "try again in " + refused.retryAfter() + " s");
    } else if (failure instanceof WebApplicationException chosen) {
      return titled(ApiProblem.ofStatus(chosen.getResponse().getStatus()));
    }
    return body(failure).orElseGet(() -> titled(ApiProblem.INTERNAL));
  }

  /** The problem of a body that could not be read, by whatever library. */
  private static Optional<ApiException> body(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .filter(BrokenBody.class::isInstance)
        .findFirst()
        .map(
            broken ->
                new ApiException(
                    broken instanceof SlowBody ? ApiProblem.TOO_SLOW : ApiProblem.BAD_REQUEST,
                    String.valueOf(broken.getMessage())));
  }

  /** By which an agreement that does not count is answered. */
  static ApiException of(NotAgreed.Why why) {
    return switch (why) {
      case KEY_TOO_NEW ->
          new ApiException(
              ApiProblem.KEY_TOO_NEW,
              "only keys agree that were confirmed before the other one asked; to lift a hold, before"
                  + " it was set or at least 180 days ago");
      case SAME_PERSON ->
          new ApiException(
              ApiProblem.SAME_PERSON,
              "one administrator gave out both keys, or one of them to the other: a key is needed"
                  + " that somebody else gave out");
    };
  }

  private static ApiException of(Problem problem) {
    return switch (problem) {
      case TRY_AGAIN ->
          new ApiException(ApiProblem.TRY_AGAIN, "the database or the access log did not answer");
      case NO_SUCH_ROOM -> titled(ApiProblem.SESSION_NOT_OPEN);
      case ROOM_ID_IN_USE -> titled(ApiProblem.ROOM_ID_IN_USE);
      case GROUP_FAILED -> titled(ApiProblem.GROUP_FAILED);
      case ILLEGAL_ID -> new ApiException(ApiProblem.BAD_PARAMETER, "roomID: no id of that family");
      default -> titled(ApiProblem.INTERNAL);
    };
  }

  private static ApiException titled(ApiProblem problem) {
    return new ApiException(problem, problem.title());
  }

  ApiProblem problem() {
    return problem;
  }

  String detail() {
    return detail;
  }
}
