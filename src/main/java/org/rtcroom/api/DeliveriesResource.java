package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.delivery.Deliveries;
import org.rtcroom.room.Outbox;

/** What the outside has not been told yet. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class DeliveriesResource {

  private static final Map<String, Deliveries.DeliveryFilter> STATES =
      Map.of(
          "all", Deliveries.DeliveryFilter.ALL,
          "failed", Deliveries.DeliveryFilter.FAILED,
          "stuck", Deliveries.DeliveryFilter.STUCK);

  /** How long a retry is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject Deliveries deliveries;
  @Inject Outbox outbox;
  @Inject ChangeAudit changes;

  @Context UriInfo uri;

  /** Pending deliveries, in order of their sessions' opening. */
  @GET
  @Requires(OPERATOR)
  public JsonObject pending() {
    QueryParameters parameters =
        QueryParameters.of(uri.getQueryParameters(), Set.of("state", "cursor", "limit"));
    Deliveries.DeliveryFilter state =
        parameters.choice("state", STATES).orElse(Deliveries.DeliveryFilter.ALL);
    List<Deliveries.PendingDelivery> found =
        deliveries.pending(state, Cursor.delivery(parameters).orElse(""), parameters.limit() + 1);
    return Listing.of(
        found,
        parameters.limit(),
        DeliveriesResource::json,
        delivery -> Cursor.ofDelivery(delivery.cursor()));
  }

  private static JsonObject json(Deliveries.PendingDelivery delivery) {
    return AnswerJson.object()
        .add("id", delivery.cursor())
        .add("sessionId", delivery.sessionId().value())
        .add("kind", delivery.kind().name())
        .add("group", delivery.groupId())
        .add("created", AnswerJson.time(delivery.created()))
        .add("attempts", delivery.attempts())
        .add("nextAttempt", AnswerJson.time(delivery.nextAttempt()))
        .add("lastError", delivery.lastError())
        .build();
  }

  /** Delivers what is pending for the session of that delivery now, whatever its back-off. */
  @POST
  @Path("{deliveryId}/retry")
  @Requires(OPERATOR)
  public CompletionStage<JsonObject> retry(@PathParam("deliveryId") String id) {
    Deliveries.PendingDelivery delivery =
        deliveries
            .find(id)
            .orElseThrow(
                () -> new ApiException(ApiProblem.NO_SUCH_DELIVERY, "nothing of that id pends"));
    ChangeAudit.Author author = changes.author();
    return outbox
        .settle(delivery.sessionId(), PATIENCE)
        .thenApply(
            delivered -> {
              author.note("delivery-retried", delivery.sessionId());
              return AnswerJson.object().add("id", id).add("delivered", delivered).build();
            });
  }
}
