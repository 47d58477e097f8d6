package org.rtcroom.journal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.chain.LineFields;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * The kinds of lines a session can have, and how each stands in its line. Final: a kind never
 * changes its name, fields or meaning; new kinds and fields come with a new format version.
 *
 * <p>Reading needs the personal part of the line. Where it was erased the event cannot be had back.
 */
public enum EventKind {
  OPENING(
      RoomEvent.Opening.class,
      (event, to) -> TermsFormat.write(event.terms(), to),
      (details, personal) -> new RoomEvent.Opening(TermsFormat.read(details, personal))),
  OPENED(
      RoomEvent.Opened.class,
      (event, to) -> TermsFormat.write(event.terms(), to),
      (details, personal) -> new RoomEvent.Opened(TermsFormat.read(details, personal))),
  JOINED(
      RoomEvent.Joined.class,
      (event, to) -> to.personal.putAll(StateFormat.member(event.member())),
      (details, personal) -> new RoomEvent.Joined(StateFormat.readMember(personal))),
  MEMBER_CHANGED(
      RoomEvent.MemberChanged.class,
      (event, to) -> to.personal.putAll(StateFormat.member(event.member())),
      (details, personal) -> new RoomEvent.MemberChanged(StateFormat.readMember(personal))),
  LEFT(
      RoomEvent.Left.class,
      (event, to) -> {
        to.personal("user", event.userId().value()).detail("reason", event.reason().name());
        event.lastHeard().ifPresent(at -> to.detail("lastHeard", at.toEpochMilli()));
        to.detail("streamState", event.streamState());
      },
      (details, personal) ->
          new RoomEvent.Left(
              personal.user("user"),
              details.constant("reason", Reason.class),
              details.optionalInstant("lastHeard"),
              details.text("streamState"))),
  VACATED(
      RoomEvent.Vacated.class,
      (event, to) -> to.detail("departureTime", event.departureTime().toMillis()),
      (details, personal) ->
          new RoomEvent.Vacated(Duration.ofMillis(details.number("departureTime")))),
  WAS_SILENT(
      RoomEvent.WasSilent.class,
      (event, to) -> {
        to.personal("user", event.userId().value()).detail("count", event.count());
        to.detail("longest", event.longest().stream().map(EventKind::silence).toList());
      },
      (details, personal) ->
          new RoomEvent.WasSilent(
              personal.user("user"),
              details.number("count"),
              details.each("longest", EventKind::readSilence))),
  BARRED(
      RoomEvent.Barred.class,
      (event, to) -> to.personal("user", event.userId().value()),
      (details, personal) -> new RoomEvent.Barred(personal.user("user"))),
  STREAM_KEPT(
      RoomEvent.StreamKept.class,
      (event, to) ->
          to.personal("user", event.userId().value())
              .detail("lastHeard", event.lastHeard().toEpochMilli()),
      (details, personal) ->
          new RoomEvent.StreamKept(personal.user("user"), details.instant("lastHeard"))),
  HEARD_AGAIN(
      RoomEvent.HeardAgain.class,
      (event, to) -> to.personal("user", event.userId().value()),
      (details, personal) -> new RoomEvent.HeardAgain(personal.user("user"))),
  STATUS_CHANGED(
      RoomEvent.StatusChanged.class,
      (event, to) ->
          to.personal("user", event.userId().value()).detail("statusCode", event.statusCode()),
      (details, personal) ->
          new RoomEvent.StatusChanged(personal.user("user"), details.number("statusCode"))),
  COUNTED(
      RoomEvent.Counted.class,
      (event, to) -> {
        to.detail(
            "sums",
            event.counts().stream()
                .collect(
                    Collectors.groupingBy(
                        RoomEvent.Count::field, Collectors.summingLong(RoomEvent.Count::delta))));
        to.personal("counts", event.counts().stream().map(EventKind::count).toList());
      },
      (details, personal) -> new RoomEvent.Counted(personal.each("counts", EventKind::readCount))),
  FIELD_SET(
      RoomEvent.FieldSet.class,
      (event, to) -> {
        to.detail("field", event.field()).personal("user", event.userId().value());
        to.personal("value", StateFormat.fieldValue(event.value()));
      },
      (details, personal) ->
          new RoomEvent.FieldSet(
              personal.user("user"), details.text("field"), StateFormat.readFieldValue(personal))),
  VIEWER_CAME(
      RoomEvent.ViewerCame.class,
      (event, to) -> {
        to.detail("listed", event.listed());
        to.personal.putAll(StateFormat.viewer(event.viewer()));
      },
      (details, personal) ->
          new RoomEvent.ViewerCame(StateFormat.readViewer(personal), details.flag("listed"))),
  VIEWER_LEFT(
      RoomEvent.ViewerLeft.class,
      (event, to) -> to.personal("user", event.userId().value()),
      (details, personal) -> new RoomEvent.ViewerLeft(personal.user("user"))),
  PLAY_URL_HANDED(
      RoomEvent.PlayUrlHanded.class,
      (event, to) ->
          to.personal("user", event.userId().value()).personal("streams", event.streams()),
      (details, personal) ->
          new RoomEvent.PlayUrlHanded(personal.user("user"), personal.texts("streams"))),
  CLOSED(
      RoomEvent.Closed.class,
      (event, to) -> to.detail("reason", event.reason().name()),
      (details, personal) -> new RoomEvent.Closed(details.constant("reason", Reason.class))),
  INVITED(Remarks.Invited.class, RemarkFormat::write, RemarkFormat::readInvited),
  STATEMENT_MADE(Remarks.Stated.class, RemarkFormat::write, RemarkFormat::readStated),
  ERASED(Remarks.Erased.class, RemarkFormat::write, RemarkFormat::readErased),
  HELD(
      Remarks.Held.class,
      RemarkFormat::write,
      (details, personal) -> new Remarks.Held(details.text("reason"), RemarkFormat.by(details))),
  LIFT_AGREED(
      Remarks.LiftAgreed.class,
      RemarkFormat::write,
      (details, personal) ->
          new Remarks.LiftAgreed(details.text("reason"), RemarkFormat.by(details))),
  RETENTION_SET(Remarks.RetentionSet.class, RemarkFormat::write, RemarkFormat::readRetentionSet),
  SHORTENING_AGREED(
      Remarks.ShorteningAgreed.class,
      (event, to) -> RemarkFormat.write(event.retention(), to),
      (details, personal) -> RemarkFormat.readShorteningAgreed(details)),
  SNAPSHOT(
      RoomEvent.Snapshot.class,
      (event, to) -> StateFormat.write(event.state(), to),
      (details, personal) -> new RoomEvent.Snapshot(StateFormat.read(details, personal)));

  /** Those that make the record say less, or decide whether it may. They must be signed. */
  private static final Set<EventKind> ACTS =
      EnumSet.of(ERASED, HELD, LIFT_AGREED, RETENTION_SET, SHORTENING_AGREED);

  private static final Map<Class<?>, EventKind> BY_CLASS =
      Stream.of(values()).collect(Collectors.toMap(kind -> kind.type, kind -> kind));

  private final Class<? extends RoomEvent> type;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final BiConsumer<RoomEvent, LineFields> writer;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final BiFunction<RecordedJson, RecordedJson, RoomEvent> reader;

  <E extends RoomEvent> EventKind(
      Class<E> type,
      BiConsumer<E, LineFields> writer,
      BiFunction<RecordedJson, RecordedJson, RoomEvent> reader) {
    this.type = type;
    this.writer = (event, to) -> writer.accept(type.cast(event), to);
    this.reader = reader;
  }

  public static EventKind of(RoomEvent event) {
    EventKind kind = BY_CLASS.get(event.getClass());
    if (kind == null) {
      throw new IllegalStateException("no kind of line for " + event.getClass());
    }
    return kind;
  }

  /** Whether such a line must be signed. */
  public boolean act() {
    return ACTS.contains(this);
  }

  void write(RoomEvent event, LineFields to) {
    writer.accept(event, to);
  }

  RoomEvent read(RecordedJson details, RecordedJson personal) {
    return reader.apply(details, personal);
  }

  private static Map<String, Object> silence(RoomEvent.Silence silence) {
    return Map.of("from", silence.from().toEpochMilli(), "to", silence.to().toEpochMilli());
  }

  private static RoomEvent.Silence readSilence(RecordedJson silence) {
    return new RoomEvent.Silence(silence.instant("from"), silence.instant("to"));
  }

  private static Map<String, Object> count(RoomEvent.Count count) {
    return Map.of(
        "user", count.userId().value(),
        "address", count.address(),
        "field", count.field(),
        "delta", count.delta());
  }

  private static RoomEvent.Count readCount(RecordedJson count) {
    return new RoomEvent.Count(
        new UserId(count.text("user")),
        count.text("address"),
        count.text("field"),
        count.number("delta"));
  }
}
