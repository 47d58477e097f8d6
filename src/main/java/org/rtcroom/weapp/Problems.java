package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.UnreadableTicket;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/** Turns whatever went wrong into an answer, and notes refusals in the access log. */
@Unproxied
class Problems {

  private static final Logger LOG = System.getLogger(Problems.class.getName());

  /** Refused for who asked or for what state a room is in, not for the shape of the request. */
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
  @Inject ThrottledLog trouble;

  /** What the client is told of a failure. */
  Answer answer(Throwable failure, WeappRequest request) {
    Refusal refusal = refusal(cause(failure));
    WireProblem problem = refusal.problem();
    if (NOTED.contains(problem) && !request.name().isEmpty()) {
      accessLog.refused(request.actor(), request.name(), problem.code());
    }
    return answer(refusal, request.language());
  }

  /** As {@link #answer(Throwable, WeappRequest)}, where nobody knows the request any more. */
  Answer answer(Throwable failure, Language language) {
    return answer(refusal(cause(failure)), language);
  }

  private Answer answer(Refusal refusal, Language language) {
    return answers
        .problem(language, refusal.problem(), refusal.field())
        .after(refusal.retryAfter());
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
    if (failure instanceof WebApplicationException refused) {
      return new Refusal(ofStatus(refused));
    }
    LOG.log(Level.ERROR, "a request failed", withoutMessages(failure));
    return new Refusal(WireProblem.FAILED);
  }

  private static WireProblem ofStatus(WebApplicationException refused) {
    int status = refused.getResponse().getStatus();
    return switch (status) {
      case 404 -> WireProblem.NOT_FOUND;
      case 405 -> WireProblem.WRONG_METHOD;
      case 413 -> WireProblem.TOO_LARGE;
      case 415 -> WireProblem.UNSUPPORTED;
      case 503 -> WireProblem.TRY_AGAIN;
      default -> status >= 500 ? failed(refused) : WireProblem.MALFORMED;
    };
  }

  private static WireProblem failed(WebApplicationException failure) {
    LOG.log(Level.ERROR, "a request failed", withoutMessages(failure));
    return WireProblem.FAILED;
  }

  /** What failed and where; messages of others may hold what a client sent. */
  private static Throwable withoutMessages(Throwable failure) {
    Throwable cause = failure.getCause();
    RuntimeException named =
        new IllegalStateException(
            failure.getClass().getName(), cause == null ? null : withoutMessages(cause));
    named.setStackTrace(failure.getStackTrace());
    return named;
  }
}
