package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;
import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.rtcroom.history.AccessErasures;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.Erasures;

/** Reads the access logs of all nodes, and erases people from them. */
@Path("access-log")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccessLogResource {

  @Inject AuditReader reader;
  @Inject AccessErasures erasures;
  @Inject ApiRequest request;

  /** Lines, newest first. */
  @GET
  @AuditedRead(HistoryRead.ACCESS_LOG)
  @Requires(AUDITOR)
  public JsonObject lines() {
    AccessQuery query = request.noted(AccessQuery.class);
    return AnswerJson.page(
        reader.accessLog(query.filter(), query.limit() + 1),
        query.limit(),
        LineJson::access,
        last -> Cursor.ACCESS.write(last.at().toEpochMilli(), last.chain(), last.seq()));
  }

  /**
   * Erases a user from the access logs that have ended. Its note does not name the user, who would
   * not be erased otherwise.
   */
  @POST
  @Path("erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public JsonObject erase(byte[] body) {
    ErasureRequest erasure = JsonBody.read(body, ErasureRequest.class);
    if (erasure.earlyLegalBasis() != null) {
      throw ApiException.parameter("earlyLegalBasis", "nothing: of sessions only");
    }
    Erasures.ErasureGrounds grounds =
        new Erasures.ErasureGrounds(
            erasure.reason(), erasure.legalBasis(), request.author(), Optional.empty());
    int lines = erasures.erase(erasure.user(), grounds, request.actor());
    return AnswerJson.object().add("lines", lines).build();
  }
}
