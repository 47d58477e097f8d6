package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Rates;
import org.rtcroom.http.TooManyRequests;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.UnreadableTicket;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/**
 * Turns every failure of a request into an answer in JSON, so that no server writes a page of its
 * own, and notes refusals in the access log.
 */
@Provider
@Unproxied
public class Problems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(Problems.class.getName());

  /** Refused because of the caller or of the state of a room, not of the request's shape. */
  private static final Set<WireProblem> NOTED =
      EnumSet.of(
          WireProblem.NOT_AUTHENTICATED,
          WireProblem.NOT_ALLOWED,
          WireProblem.LOGIN_INCOMPLETE,
          WireProblem.LOGIN_UNREADABLE,
          WireProblem.NO_SUCH_ROOM_TO_SEE,
          WireProblem.NO_SUCH_ROOM,
          WireProblem.NOT_THE_CREATOR,
          WireProblem.CREATOR_ABSENT,
          WireProblem.NOT_A_MEMBER,
          WireProblem.ROOM_ID_IN_USE,
          WireProblem.ROOM_FULL,
          WireProblem.AUDIENCE_FULL);

  @Inject AccessLog accessLog;
  @Inject Answers answers;
  @Inject Rates rates;
  @Inject ThrottledLog trouble;

  @Override
  public Response toResponse(Throwable failure) {
    return CurrentRequest.orNull() instanceof WeappRequest request
        ? answer(failure, request).to(request)
        : answers.problem(Locale.CHINESE, refusal(cause(failure))).response();
  }

  private Answer answer(Throwable failure, WeappRequest request) {
    Refusal refusal = counted(request, refusal(cause(failure)));
    WireProblem problem = refusal.problem();
    if (NOTED.contains(problem) && !request.name().isEmpty()) {
      accessLog.refused(request.actor(), request.name(), problem.code());
    }
    return answers.problem(request.language(), refusal);
  }

  /**
   * A heartbeat of a member is never refused for the number of requests from its address; those
   * that are refused for another reason count like all requests.
   */
  private Refusal counted(WeappRequest request, Refusal refusal) {
    if (!request.takeUncounted()) {
      return refusal;
    }
    try {
      rates.countAddress(request.source().address());
      return refusal;
    } catch (TooManyRequests tooMany) {
      return Refusal.of(tooMany);
    }
  }

  /** Starts something that takes time; the stage never fails: failures are answers. */
  CompletionStage<Answer> guarded(WeappRequest request, Supplier<CompletionStage<Answer>> work) {
    CompletionStage<Answer> started;
    try {
      started = work.get();
    } catch (RuntimeException e) {
      started = CompletableFuture.failedFuture(e);
    }
    return started.exceptionally(failure -> answer(failure, request));
  }

  /** As {@link #guarded}, for the answer itself. */
  CompletionStage<Response> answered(WeappRequest request, Supplier<CompletionStage<Answer>> work) {
    return guarded(request, work).thenApply(answer -> answer.to(request));
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapper && cause != null ? cause(cause) : failure;
  }

  private Refusal refusal(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    if (failure instanceof TooManyRequests refused) {
      return Refusal.of(refused);
    }
    if (failure instanceof RoomException refused) {
      if (refused.problem() == Problem.TRY_AGAIN) {
        trouble.note(LOG, ThrottledLog.reason("answered 503: " + refused.getMessage(), refused));
      }
      return new Refusal(WireProblem.of(refused.problem()));
    }
    if (failure instanceof NotAuthenticated refused) {
      LOG.log(Level.DEBUG, "refused: {0}", refused.getMessage());
      return new Refusal(WireProblem.NOT_AUTHENTICATED);
    }
    if (failure instanceof DatabaseUnavailable) {
      trouble.note(LOG, ThrottledLog.reason("answered 503", failure));
      return new Refusal(WireProblem.of(Problem.TRY_AGAIN));
    }
    if (failure instanceof UnreadableTicket) {
      return new Refusal(WireProblem.LOGIN_UNREADABLE);
    }
    if (failure instanceof IllegalId) {
      return new Refusal(WireProblem.ILLEGAL_ID);
    }
    WireProblem problem =
        failure instanceof WebApplicationException refused
            ? ofStatus(refused.getResponse().getStatus())
            : WireProblem.FAILED;
    if (problem == WireProblem.FAILED) {
      LOG.log(Level.ERROR, "a request failed", withoutMessages(failure));
    }
    return new Refusal(problem);
  }

  private static WireProblem ofStatus(int status) {
    return switch (status) {
      case 404 -> WireProblem.NOT_FOUND;
      case 405 -> WireProblem.WRONG_METHOD;
      case 413 -> WireProblem.TOO_LARGE;
      case 415 -> WireProblem.UNSUPPORTED;
      case 503 -> WireProblem.TRY_AGAIN;
      default -> status >= 500 ? WireProblem.FAILED : WireProblem.MALFORMED;
    };
  }

  /** Types and places of failures only; messages of libraries may hold texts of the client. */
  private static Throwable withoutMessages(Throwable failure) {
    Throwable cause = failure.getCause();
    RuntimeException named =
        new IllegalStateException(
            failure.getClass().getName(), cause == null ? null : withoutMessages(cause));
    named.setStackTrace(failure.getStackTrace());
    return named;
  }
}
