package org.rtcroom.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.TreePVector;
import org.rtcroom.chain.LineFields;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Audience;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.Member;
import org.rtcroom.room.Phase;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Viewer;

/** How members, viewers, fields and whole rooms stand in lines. */
final class StateFormat {

  private StateFormat() {}

  static Map<String, Object> member(Member member) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("user", member.userId().value());
    fields.put("nickname", member.nickname());
    fields.put("avatar", member.avatar());
    fields.put("status", member.status());
    member.streamName().ifPresent(stream -> fields.put("stream", stream));
    return fields;
  }

  static Member readMember(RecordedJson from) {
    return Member.recorded(
        from.user("user"),
        from.text("nickname"),
        from.text("avatar"),
        from.optionalText("stream"),
        from.number("status"));
  }

  static Map<String, Object> viewer(Viewer viewer) {
    return Map.of("user", viewer.userId().value(), "info", viewer.info());
  }

  static Viewer readViewer(RecordedJson from) {
    return new Viewer(from.user("user"), from.text("info"));
  }

  static Object fieldValue(FieldValue value) {
    if (value instanceof FieldValue.Counter counter) {
      return counter.value();
    }
    return ((FieldValue.Text) value).value();
  }

  static FieldValue readFieldValue(RecordedJson from) {
    Optional<FieldValue> number = from.optionalNumber("value").map(FieldValue.Counter::new);
    return number.orElseGet(() -> new FieldValue.Text(from.text("value")));
  }

  static void write(RoomState room, LineFields to) {
    TermsFormat.write(room.terms(), to);
    to.detail("session", room.sessionId().value())
        .detail("phase", room.phase().name())
        .detail("openedAt", room.openedAt().toEpochMilli())
        .detail("creatorEntered", room.creatorEntered())
        .detail("statusCode", room.statusCode());
    room.activatedAt().ifPresent(at -> to.detail("activatedAt", at.toEpochMilli()));
    room.vacatedAt().ifPresent(at -> to.detail("vacatedAt", at.toEpochMilli()));
    to.personal("owner", room.creator().map(UserId::value))
        .personal("members", room.members().stream().map(StateFormat::member).toList())
        .personal("removed", sorted(room.removed()))
        .personal("kept", sorted(room.kept()))
        .personal("fields", fields(room.customInfo()))
        .personal("listed", room.audience().listed().stream().map(StateFormat::viewer).toList())
        .personal("unlisted", sorted(room.audience().unlisted()));
  }

  static RoomState read(RecordedJson details, RecordedJson personal) {
    PMap<String, FieldValue> customInfo = OrderedPMap.empty();
    for (RecordedJson field : personal.each("fields", part -> part)) {
      customInfo = customInfo.plus(field.text("name"), readFieldValue(field));
    }
    return new RoomState(
        new SessionId(details.text("session")),
        TermsFormat.read(details, personal),
        details.constant("phase", Phase.class),
        personal.optionalUser("owner"),
        details.flag("creatorEntered"),
        details.instant("openedAt"),
        details.optionalInstant("activatedAt"),
        details.optionalInstant("vacatedAt"),
        Optional.empty(),
        Optional.empty(),
        TreePVector.from(personal.each("members", StateFormat::readMember)),
        HashTreePSet.from(personal.users("removed")),
        HashTreePSet.from(personal.users("kept")),
        details.number("statusCode"),
        customInfo,
        Audience.of(personal.each("listed", StateFormat::readViewer), personal.users("unlisted")));
  }

  private static List<String> sorted(Iterable<UserId> users) {
    List<String> ids = new ArrayList<>();
    users.forEach(user -> ids.add(user.value()));
    ids.sort(null);
    return ids;
  }

  private static List<Map<String, Object>> fields(PMap<String, FieldValue> customInfo) {
    return customInfo.entrySet().stream()
        .map(
            entry ->
                Map.<String, Object>of(
                    "name", entry.getKey(), "value", fieldValue(entry.getValue())))
        .toList();
  }
}
