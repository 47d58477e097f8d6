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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import org.rtcroom.evidence.VerificationJob;
import org.rtcroom.evidence.Verifications;

/** Verifies the database, as a job with progress. */
@Path("audit/verifications")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class VerificationsResource {

  @Inject Verifications verifications;
  @Inject ReadAudit reads;

  @Context UriInfo uri;

  /**
   * What is to be verified, and how long its end is waited for.
   *
   * @param patience seconds
   */
  record Start(SelectionQuery query, int patience) implements ReadQuery {

    static Start of(ReadRequest request) {
      int patience = request.parameters("wait").seconds("wait");
      return new Start(VerificationRequest.of(request.body()).query(), patience);
    }

    @Override
    public Map<String, String> details() {
      return query.details();
    }
  }

  /** Begins a verification; with {@code wait}, waits so many seconds for its end. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.VERIFICATION)
  public Response begin() {
    Start start = reads.noted(Start.class);
    VerificationJob job =
        verifications
            .begin(start.query().selection())
            .orElseThrow(
                () -> new ApiException(ApiProblem.VERIFYING, "wait until it is done, then ask"));
    job.await(start.patience());
    boolean over = job.state() != VerificationJob.JobState.RUNNING;
    return Response.status(over ? Response.Status.OK : Response.Status.ACCEPTED)
        .entity(VerificationJson.of(job))
        .build();
  }

  /** How far a verification is, or what it found. */
  @GET
  @Path("{id}")
  @Requires(AUDITOR)
  public JsonObject job(@PathParam("id") String id) {
    QueryParameters.of(uri.getQueryParameters(), Set.of());
    return verifications
        .find(id)
        .map(VerificationJson::of)
        .orElseThrow(
            () -> new ApiException(ApiProblem.NOT_FOUND, "this node knows no such verification"));
  }
}
