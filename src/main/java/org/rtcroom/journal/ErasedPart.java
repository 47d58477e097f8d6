package org.rtcroom.journal;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/** What is read where a personal part was erased, and which parts tell of a user. */
public final class ErasedPart {

  /** Stands for whoever was erased. */
  static final String NOBODY = "erased";

  /** Every field that an event needs, with nothing in it. */
  static final byte[] BYTES =
      CanonicalJson.bytes(
          Map.ofEntries(
              Map.entry("user", NOBODY),
              Map.entry("nickname", ""),
              Map.entry("avatar", ""),
              Map.entry("status", 0),
              Map.entry("info", ""),
              Map.entry("value", ""),
              Map.entry("streams", List.of()),
              Map.entry("counts", List.of()),
              Map.entry("members", List.of()),
              Map.entry("removed", List.of()),
              Map.entry("kept", List.of()),
              Map.entry("fields", List.of()),
              Map.entry("listed", List.of()),
              Map.entry("unlisted", List.of()),
              Map.entry("guests", List.of())));

  private ErasedPart() {}

  /** The lines of a chain whose personal parts may be gone, because a genuine line says so. */
  static Set<Long> permitted(List<Line> lines, Predicate<Line> genuine) {
    Set<Long> seqs = new HashSet<>();
    for (Line line : lines) {
      boolean says = line.kind().equals(EventKind.ERASED.name()) && genuine.test(line);
      RoomEvent event = says ? LineFormat.event(line, BYTES) : null;
      if (event instanceof Remarks.Erased erased) {
        seqs.addAll(erased.lines());
      }
    }
    return seqs;
  }

  /**
   * Whether a personal part tells of a user: a text in it is the user's id, or holds it in
   * quotation marks, as JSON within a text does.
   */
  public static boolean tellsOf(JsonValue part, String userId) {
    if (part instanceof JsonObject object) {
      return object.values().stream().anyMatch(value -> tellsOf(value, userId));
    } else if (part instanceof JsonArray array) {
      return array.stream().anyMatch(value -> tellsOf(value, userId));
    } else if (part instanceof JsonString string) {
      String text = string.getString();
      return text.equals(userId) || text.contains('"' + userId + '"');
    }
    return false;
  }
}
