package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import org.rtcroom.checkpoint.CheckpointReader;
import org.rtcroom.evidence.Export;
import org.rtcroom.evidence.Selection;
import org.rtcroom.evidence.VerificationJob;
import org.rtcroom.evidence.Verifications;
import org.rtcroom.history.Reconciliation;
import org.rtcroom.history.Reconciliation.ReconciliationItem;

/** The history as evidence: signed checkpoints, exports, verifications and reconciliations. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class EvidenceResource {

  @Inject CheckpointReader checkpoints;
  @Inject Export export;
  @Inject Verifications verifications;
  @Inject Reconciliation reconciliation;
  @Inject ApiRequest request;

  /** A page of the list of checkpoints. */
  record CheckpointPage(Optional<Long> before, int limit) implements ReadQuery {

    static CheckpointPage of(ApiRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      return new CheckpointPage(
          Cursor.CHECKPOINTS.read(parameters, place -> place.number(0)), parameters.limit());
    }
  }

  /** Checkpoints, newest first. */
  @GET
  @Path("checkpoints")
  @AuditedRead(HistoryRead.CHECKPOINTS)
  @Requires(AUDITOR)
  public JsonObject checkpoints() {
    CheckpointPage page = request.noted(CheckpointPage.class);
    return AnswerJson.page(
        checkpoints.checkpoints(page.before(), page.limit() + 1),
        page.limit(),
        EvidenceJson::checkpoint,
        last -> Cursor.CHECKPOINTS.write(last.number()));
  }

  /**
   * The history as a file that a stranger can verify, written while it is read; broken off if the
   * database stops answering.
   */
  @GET
  @Path("export")
  @Produces("application/zip")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.EXPORT)
  public Response export() {
    Selection selection = request.noted(SelectionQuery.class).selection();
    StreamingOutput file = out -> export.write(selection, out);
    return Response.ok(file)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"export.zip\"")
        .build();
  }

  /** Begins a verification; with {@code wait}, waits so many seconds for its end. */
  @POST
  @Path("verifications")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.VERIFICATION)
  public Response begin() {
    SelectionQuery query = request.noted(SelectionQuery.class);
    VerificationJob job =
        verifications
            .begin(query.selection())
            .orElseThrow(
                () -> new ApiException(ApiProblem.VERIFYING, "wait until it is done, then ask"));
    job.await(query.patience());
    boolean over = job.state() != VerificationJob.JobState.RUNNING;
    return Response.status(over ? Response.Status.OK : Response.Status.ACCEPTED)
        .entity(EvidenceJson.verification(job))
        .build();
  }

  /** The progress of a verification, or its report. */
  @GET
  @Path("verifications/{id}")
  @Requires(AUDITOR)
  public JsonObject job(@PathParam("id") String id) {
    request.parameters();
    return verifications
        .find(id)
        .map(EvidenceJson::verification)
        .orElseThrow(
            () -> new ApiException(ApiProblem.NOT_FOUND, "this node knows no such verification"));
  }

  /** Looks for a session for each of the calls in an integrator's own files. */
  @POST
  @Path("reconciliations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.RECONCILIATION)
  public JsonObject reconcile() {
    ReconciliationRequest files = request.noted(ReconciliationRequest.class);
    List<ReconciliationItem> wanted = files.wanted();
    return EvidenceJson.reconciliation(wanted, reconciliation.find(wanted, files.tolerated()));
  }
}
