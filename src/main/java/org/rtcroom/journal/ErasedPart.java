package org.rtcroom.journal;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.room.Remarks;

/** What is read where a personal part was erased, and which parts tell of a user. */
public final class ErasedPart {

  /** Stands for a user who was erased. */
  static final String NOBODY = "erased";

  /** Fields that hold a user's id, or an array of them. */
  private static final Set<String> USERS =
      Set.of("user", "creator", "owner", "admitted", "removed", "kept", "unlisted");

  /** Fields that hold objects with such fields. */
  private static final Set<String> OBJECTS =
      Set.of("actor", "members", "listed", "guests", "counts", "fields");

  /** Fields in which clients and back ends may write JSON. */
  private static final Set<String> FREE_TEXTS = Set.of("info", "value", "data");

  /** Fields of that JSON that hold users: in lower case, without {@code _}. */
  private static final Set<String> NAMES_OF_USERS =
      Set.of("user", "users", "userid", "userids", "creator", "owner", "customer", "customerid");

  /** Every field that an event needs, with nothing in it. */
  static final byte[] BYTES = CanonicalJson.bytes(emptyFields());

  private ErasedPart() {}

  private static Map<String, Object> emptyFields() {
    Map<String, Object> fields =
        new HashMap<>(Map.of("user", NOBODY, "status", 0, "statusCode", 0));
    List.of("nickname", "avatar", "info", "category", "field", "value")
        .forEach(text -> fields.put(text, ""));
    List.of("streams", "counts", "members", "removed", "kept")
        .forEach(list -> fields.put(list, List.of()));
    List.of("fields", "listed", "unlisted", "guests").forEach(list -> fields.put(list, List.of()));
    return fields;
  }

  /**
   * The lines of a chain whose personal parts may be gone, because a genuine line says so.
   *
   * @param last number of the last line of the chain
   */
  static BitSet permitted(List<Line> lines, Predicate<Line> genuine, long last) {
    BitSet seqs = new BitSet();
    for (Line line : lines) {
      if (line.kind().equals(EventKind.ERASED.name()) && genuine.test(line)) {
        ((Remarks.Erased) LineFormat.event(line, BYTES))
            .lines().stream()
                .filter(seq -> seq >= 0 && seq <= last)
                .forEach(seq -> seqs.set(Math.toIntExact(seq)));
      }
    }
    return seqs;
  }

  /**
   * Whether a personal part tells of a user: one of its fields that hold users holds the id. The
   * other fields are not looked at, because a user may be called like any of their values: like a
   * proof, an address or a room.
   */
  public static boolean tellsOf(JsonObject part, String userId) {
    return part.entrySet().stream()
        .anyMatch(field -> tellsOf(field.getKey(), field.getValue(), userId));
  }

  private static boolean tellsOf(String field, JsonValue value, String userId) {
    if (value instanceof JsonArray array) {
      return array.stream().anyMatch(item -> tellsOf(field, item, userId));
    } else if (value instanceof JsonObject object) {
      return OBJECTS.contains(field) && tellsOf(object, userId);
    } else if (value instanceof JsonString string) {
      String text = string.getString();
      return USERS.contains(field)
          ? text.equals(userId)
          : FREE_TEXTS.contains(field) && namesIn(text, userId);
    }
    return false;
  }

  /** A text that clients and back ends write, which may be JSON and name users in its fields. */
  private static boolean namesIn(String text, String userId) {
    if (!text.contains("{")) {
      return false;
    }
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return names("", reader.readValue(), userId);
    } catch (RuntimeException e) { // no JSON, or nested deeper than the reader takes
      return false;
    }
  }

  private static boolean names(String field, JsonValue value, String userId) {
    if (value instanceof JsonArray array) {
      return array.stream().anyMatch(item -> names(field, item, userId));
    } else if (value instanceof JsonObject object) {
      return object.entrySet().stream()
          .anyMatch(inner -> names(inner.getKey(), inner.getValue(), userId));
    }
    return value instanceof JsonString string
        && NAMES_OF_USERS.contains(field.replace("_", "").toLowerCase(Locale.ROOT))
        && string.getString().equals(userId);
  }
}
