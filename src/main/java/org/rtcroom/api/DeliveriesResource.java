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
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.rtcroom.delivery.Deliveries;
import org.rtcroom.room.Outbox;

/** The messages to the outside that are not delivered yet. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class DeliveriesResource {

  private static final Map<String, Deliveries.DeliveryFilter> STATES =
      Map.of(
          "all", Deliveries.DeliveryFilter.ALL,
          "failed", Deliveries.DeliveryFilter.FAILED,
          "stuck", Deliveries.DeliveryFilter.STUCK);

  private static final Pattern DELIVERY = Pattern.compile("[0-9a-f-]{36}:(NOTICE|DESTROY_GROUP)");

  /** How long an answer waits for a retry. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject Deliveries deliveries;
  @Inject Outbox outbox;
  @Inject ApiRequest request;

  /** A page of the list. */
  record DeliveryPage(Deliveries.DeliveryFilter state, String after, int limit)
      implements ReadQuery {

    static DeliveryPage of(ApiRequest request) {
      QueryParameters parameters = request.parameters("state", "cursor", "limit");
      return new DeliveryPage(
          parameters.choice("state", STATES).orElse(Deliveries.DeliveryFilter.ALL),
          Cursor.DELIVERIES.read(parameters, DeliveriesResource::place).orElse(""),
          parameters.limit());
    }

    @Override
    public Map<String, String> details() {
      return Map.of("state", state.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Pending deliveries, in order of their sessions' opening. */
  @GET
  @AuditedRead(HistoryRead.DELIVERIES)
  @Requires(OPERATOR)
  public JsonObject pending() {
    DeliveryPage page = request.noted(DeliveryPage.class);
    return AnswerJson.page(
        deliveries.pending(page.state(), page.after(), page.limit() + 1),
        page.limit(),
        DeliveriesResource::json,
        last -> Cursor.DELIVERIES.write(last.cursor()));
  }

  private static String place(Cursor.CursorPlace place) {
    if (!DELIVERY.matcher(place.text(0)).matches()) {
      throw new IllegalArgumentException("no delivery");
    }
    return place.text(0);
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

  /** Delivers the pending messages of the delivery's session now, without regard to back-off. */
  @POST
  @Path("{deliveryId}/retry")
  @Requires(OPERATOR)
  public CompletionStage<JsonObject> retry(@PathParam("deliveryId") String id) {
    Deliveries.PendingDelivery delivery =
        deliveries
            .find(id)
            .orElseThrow(
                () -> new ApiException(ApiProblem.NO_SUCH_DELIVERY, "nothing of that id pends"));
    KeyHolder holder = request.holder();
    return outbox
        .settle(delivery.sessionId(), PATIENCE)
        .thenApply(
            delivered -> {
              holder.changed("delivery-retried", delivery.sessionId(), Map.of());
              return AnswerJson.object().add("id", id).add("delivered", delivered).build();
            });
  }
}
