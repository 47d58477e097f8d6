package org.rtcroom.journal;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.room.Remarks;

/** What is read where a personal part was erased, and which parts tell of a user. */
public final class ErasedPart {

  /** Stands for a user who was erased. */
  static final String NOBODY = "erased";

  /** Every field that an event needs, with nothing in it. */
  static final byte[] BYTES = CanonicalJson.bytes(emptyFields());

  private ErasedPart() {}

  private static Map<String, Object> emptyFields() {
    Map<String, Object> fields = new HashMap<>(Map.of("user", NOBODY, "status", 0));
    List.of("nickname", "avatar", "info", "value").forEach(text -> fields.put(text, ""));
    List.of("streams", "counts", "members", "removed", "kept")
        .forEach(list -> fields.put(list, List.of()));
    List.of("fields", "listed", "unlisted", "guests").forEach(list -> fields.put(list, List.of()));
    return fields;
  }

  /** The lines of a chain whose personal parts may be gone, because a line says so. */
  static Set<Long> permitted(List<Line> lines) {
    Set<Long> seqs = new HashSet<>();
    for (Line line : lines) {
      if (line.kind().equals(EventKind.ERASED.name())) {
        seqs.addAll(((Remarks.Erased) LineFormat.event(line, BYTES)).lines());
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
