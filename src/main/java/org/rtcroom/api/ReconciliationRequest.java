package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.history.Reconciliation.ReconciliationItem;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomType;

/**
 * The body of a call that compares an integrator's files with the record.
 *
 * @param tolerance seconds that the clock of the files may be wrong
 */
record ReconciliationRequest(List<CallItem> items, @Nullable Long tolerance) implements ReadQuery {

  private static final int MOST_ITEMS = 10_000;
  private static final long USUAL_TOLERANCE = 60;
  private static final long LARGEST_TOLERANCE = 3_600;

  ReconciliationRequest {
    items = FieldBounds.items("items", items, MOST_ITEMS);
    tolerance = Objects.requireNonNullElse(tolerance, USUAL_TOLERANCE);
    FieldBounds.number("tolerance", tolerance, 0, LARGEST_TOLERANCE);
  }

  /**
   * One call in the files.
   *
   * @param family any if null
   * @param time when the session was open
   */
  record CallItem(
      @Nullable RoomType family,
      @JsonProperty("roomID") String roomId,
      Instant time,
      @JsonProperty("userID") @Nullable UserId user) {

    CallItem {
      roomId = FieldBounds.text("roomID", roomId, 64);
      time = FieldBounds.required("time", time, TextForm.TIME);
    }

    ReconciliationItem wanted() {
      return new ReconciliationItem(
          Optional.ofNullable(family).map(RoomType::family),
          roomId,
          time,
          Optional.ofNullable(user).map(UserId::value));
    }
  }

  static ReconciliationRequest of(ApiRequest request) {
    return JsonBody.read(request.body(), ReconciliationRequest.class, BoundedBody.LARGEST);
  }

  List<ReconciliationItem> wanted() {
    return items.stream().map(CallItem::wanted).toList();
  }

  Duration tolerated() {
    return Duration.ofSeconds(Objects.requireNonNull(tolerance));
  }

  /** Without the users: the list is the integrator's, and no line repeats it. */
  @Override
  public Map<String, String> details() {
    Instant from = items.stream().map(CallItem::time).min(Instant::compareTo).orElseThrow();
    Instant to = items.stream().map(CallItem::time).max(Instant::compareTo).orElseThrow();
    return Map.of(
        "items", String.valueOf(items.size()),
        "from", AnswerJson.time(from),
        "to", AnswerJson.time(to),
        "tolerance", String.valueOf(tolerance));
  }
}
