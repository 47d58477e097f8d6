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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.rtcroom.history.Reconciliation;
import org.rtcroom.history.Reconciliation.ReconciliationAnswer;
import org.rtcroom.history.Reconciliation.ReconciliationItem;
import org.rtcroom.history.Reconciliation.ReconciliationResult;
import org.rtcroom.room.RoomType;

/** Tells which of the calls in an integrator's own files have no session. */
@Path("audit/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ReconciliationsResource {

  private static final String ITEMS = "items";
  private static final String TOLERANCE = "tolerance";
  private static final String FAMILY = "family";
  private static final String ROOM = "roomID";
  private static final String TIME = "time";
  private static final String USER = "userID";

  private static final int MOST_ITEMS = 10_000;

  /** Bytes of the body at most. */
  private static final int LARGEST = BoundedBody.LARGEST;

  /** Seconds. */
  private static final long USUAL_TOLERANCE = 60;

  private static final long LARGEST_TOLERANCE = 3_600;

  @Inject Reconciliation reconciliation;
  @Inject ReadNotes reads;

  /** Looks for a session for each item. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject reconcile(byte[] body) {
    JsonBody sent = JsonBody.of(body, Set.of(ITEMS, TOLERANCE), LARGEST);
    long seconds = sent.number(TOLERANCE, 0, LARGEST_TOLERANCE).orElse(USUAL_TOLERANCE);
    List<ReconciliationItem> wanted =
        sent.each(
            ITEMS, MOST_ITEMS, Set.of(FAMILY, ROOM, TIME, USER), ReconciliationsResource::wanted);
    reads.note("reconciliation", about(wanted, seconds), Map.of());
    return json(wanted, reconciliation.find(wanted, Duration.ofSeconds(seconds)));
  }

  private static ReconciliationItem wanted(JsonBody item) {
    return new ReconciliationItem(
        item.text(FAMILY, 16).map(ReconciliationsResource::family),
        item.requiredText(ROOM, 64),
        item.requiredTime(TIME),
        item.text(USER, 64).map(text -> JsonBody.user(USER, text).value()));
  }

  private static String family(String text) {
    return RoomType.ofFamily(text)
        .map(RoomType::family)
        .orElseThrow(() -> ApiException.parameter(FAMILY, "a family of rooms"));
  }

  /** Whom was asked for stands in no line: it is a list of the integrator's. */
  private static Map<String, String> about(List<ReconciliationItem> wanted, long seconds) {
    Instant from =
        wanted.stream().map(ReconciliationItem::time).min(Instant::compareTo).orElseThrow();
    Instant to =
        wanted.stream().map(ReconciliationItem::time).max(Instant::compareTo).orElseThrow();
    return Map.of(
        "items",
        "" + wanted.size(),
        "from",
        Values.time(from),
        "to",
        Values.time(to),
        TOLERANCE,
        "" + seconds);
  }

  private static JsonObject json(
      List<ReconciliationItem> wanted, List<ReconciliationAnswer> found) {
    long good = found.stream().filter(one -> one.result() == ReconciliationResult.FOUND).count();
    return Values.object()
        .add("found", good)
        .add("missing", found.size() - good)
        .add(
            ITEMS,
            Values.array(
                IntStream.range(0, found.size())
                    .mapToObj(place -> json(wanted.get(place), found.get(place)))))
        .build();
  }

  private static JsonObject json(ReconciliationItem wanted, ReconciliationAnswer found) {
    return Values.object()
        .add(ROOM, wanted.roomId())
        .add(TIME, Values.time(wanted.time()))
        .add("result", found.result().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .add("sessionId", Values.text(found.sessionId()))
        .build();
  }
}
