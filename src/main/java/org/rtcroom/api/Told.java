package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletionException;
import org.rtcroom.audit.HistoryUnavailable;
import org.rtcroom.audit.NotErasable;
import org.rtcroom.identity.StoreUnavailable;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/** What is told of a failure: never more than the caller can use. */
record Told(ApiProblem problem, String detail) {

  static Told of(Throwable failure) {
    if (failure instanceof ApiException refused) {
      return new Told(refused.problem(), refused.detail());
    } else if (failure instanceof Journal.Broken broken) {
      return new Told(ApiProblem.CHAIN_BROKEN, String.valueOf(broken.getMessage()));
    } else if (failure instanceof NotErasable kept) {
      return new Told(ApiProblem.NOT_ERASABLE, String.valueOf(kept.getMessage()));
    } else if (failure instanceof CompletionException late && late.getCause() != null) {
      return of(late.getCause());
    } else if (failure instanceof RoomException room) {
      return of(room.problem());
    } else if (failure instanceof StoreUnavailable || failure instanceof HistoryUnavailable) {
      return of(Problem.TRY_AGAIN);
    } else if (failure instanceof WebApplicationException chosen) {
      return Told.of(ApiProblem.ofStatus(chosen.getResponse().getStatus()));
    }
    return Told.of(ApiProblem.INTERNAL);
  }

  private static Told of(Problem problem) {
    return switch (problem) {
      case TRY_AGAIN ->
          new Told(ApiProblem.TRY_AGAIN, "the database or the access log did not answer");
      case NO_SUCH_ROOM -> of(ApiProblem.SESSION_NOT_OPEN);
      case ROOM_ID_IN_USE -> of(ApiProblem.ROOM_ID_IN_USE);
      case GROUP_FAILED -> of(ApiProblem.GROUP_FAILED);
      case ILLEGAL_ID -> new Told(ApiProblem.BAD_PARAMETER, "roomID: no id of that family");
      default -> of(ApiProblem.INTERNAL);
    };
  }

  private static Told of(ApiProblem problem) {
    return new Told(problem, problem.title());
  }

  /** The body, RFC 9457. */
  JsonObject json() {
    return Values.object()
        .add("type", problem.type())
        .add("title", problem.title())
        .add("status", problem.status())
        .add("detail", detail)
        .build();
  }
}
