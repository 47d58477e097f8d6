package org.rtcroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
   * @param time when the session was open; or, instead of it
   * @param activeFrom the session had not closed before this
   * @param activeTo the session opened before this
   */
  record CallItem(
      @Nullable RoomType family,
      @JsonProperty("roomID") String roomId,
      @Nullable Instant time,
      @Nullable Instant activeFrom,
      @Nullable Instant activeTo,
      @JsonProperty("userID") @Nullable UserId user) {

    CallItem {
      roomId = FieldBounds.text("roomID", roomId, 64);
      boolean period = activeFrom != null || activeTo != null;
      if (!period) {
        time = FieldBounds.required("time", time, TextForm.TIME);
      } else if (time != null) {
        throw ApiException.parameter("time", "either it, or activeFrom and activeTo");
      }
      if (activeFrom != null && activeTo != null && !activeFrom.isBefore(activeTo)) {
        throw ApiException.parameter(SelectionQuery.ACTIVE_TO, "a time after activeFrom");
      }
    }

    ReconciliationItem wanted() {
      return new ReconciliationItem(
          Optional.ofNullable(family).map(RoomType::family),
          roomId,
          Optional.ofNullable(time),
          Optional.ofNullable(activeFrom),
          Optional.ofNullable(activeTo),
          Optional.ofNullable(user).map(UserId::value));
    }

    /** What it names of these times. */
    private static Stream<Instant> times(@Nullable Instant... times) {
      return Stream.of(times).flatMap(Stream::ofNullable);
    }

    private Stream<Instant> begins() {
      return times(time, activeFrom);
    }

    private Stream<Instant> ends() {
      return times(time, activeTo);
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
    return new NoteFields()
        .put("items", Optional.of(String.valueOf(items.size())))
        .putTime("from", items.stream().flatMap(CallItem::begins).min(Instant::compareTo))
        .putTime("to", items.stream().flatMap(CallItem::ends).max(Instant::compareTo))
        .put("tolerance", Optional.of(String.valueOf(tolerance)))
        .all();
  }
}
