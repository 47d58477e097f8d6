package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rtcroom.history.Reconciliation;
import org.rtcroom.history.Reconciliation.ReconciliationAnswer;
import org.rtcroom.history.Reconciliation.ReconciliationItem;
import org.rtcroom.history.Reconciliation.ReconciliationResult;

/** Tells which of the calls in an integrator's own files have no session. */
@Path("audit/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ReconciliationsResource {

  @Inject Reconciliation reconciliation;
  @Inject ReadAudit reads;

  /** Looks for a session for each item. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.RECONCILIATION)
  public JsonObject reconcile() {
    ReconciliationRequest request = reads.noted(ReconciliationRequest.class);
    List<ReconciliationItem> wanted = request.wanted();
    return json(wanted, reconciliation.find(wanted, request.tolerated()));
  }

  private static JsonObject json(
      List<ReconciliationItem> wanted, List<ReconciliationAnswer> found) {
    long good = found.stream().filter(one -> one.result() == ReconciliationResult.FOUND).count();
    return AnswerJson.object()
        .add("found", good)
        .add("missing", found.size() - good)
        .add(
            "items",
            AnswerJson.array(
                IntStream.range(0, found.size())
                    .mapToObj(place -> json(wanted.get(place), found.get(place)))))
        .build();
  }

  private static JsonObject json(ReconciliationItem wanted, ReconciliationAnswer found) {
    return AnswerJson.object()
        .add("roomID", wanted.roomId())
        .add("time", AnswerJson.time(wanted.time()))
        .add("result", found.result().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .add("sessionId", AnswerJson.text(found.sessionId()))
        .build();
  }
}
