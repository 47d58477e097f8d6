package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletionException;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.journal.NotErasable;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/** What is told of a failure: never more than the caller can use. */
record ProblemDocument(ApiProblem problem, String detail) {

  static ProblemDocument of(Throwable failure) {
    if (failure instanceof ApiException refused) {
      return new ProblemDocument(refused.problem(), refused.detail());
    } else if (failure instanceof BrokenChain broken) {
      return new ProblemDocument(ApiProblem.CHAIN_BROKEN, String.valueOf(broken.getMessage()));
    } else if (failure instanceof NotErasable kept) {
      return new ProblemDocument(ApiProblem.NOT_ERASABLE, String.valueOf(kept.getMessage()));
    } else if (failure instanceof CompletionException late && late.getCause() != null) {
      return of(late.getCause());
    } else if (failure instanceof RoomException room) {
      return of(room.problem());
    } else if (failure instanceof DatabaseUnavailable || failure instanceof Journal.LostRace) {
      return of(Problem.TRY_AGAIN);
    } else if (failure instanceof WebApplicationException chosen) {
      return ProblemDocument.of(ApiProblem.ofStatus(chosen.getResponse().getStatus()));
    }
    return ProblemDocument.of(ApiProblem.INTERNAL);
  }

  private static ProblemDocument of(Problem problem) {
    return switch (problem) {
      case TRY_AGAIN ->
          new ProblemDocument(
              ApiProblem.TRY_AGAIN, "the database or the access log did not answer");
      case NO_SUCH_ROOM -> of(ApiProblem.SESSION_NOT_OPEN);
      case ROOM_ID_IN_USE -> of(ApiProblem.ROOM_ID_IN_USE);
      case GROUP_FAILED -> of(ApiProblem.GROUP_FAILED);
      case ILLEGAL_ID ->
          new ProblemDocument(ApiProblem.BAD_PARAMETER, "roomID: no id of that family");
      default -> of(ApiProblem.INTERNAL);
    };
  }

  private static ProblemDocument of(ApiProblem problem) {
    return new ProblemDocument(problem, problem.title());
  }

  /** The body, RFC 9457. */
  JsonObject json() {
    return AnswerJson.object()
        .add("type", problem.type())
        .add("title", problem.title())
        .add("status", problem.status())
        .add("detail", detail)
        .build();
  }
}
