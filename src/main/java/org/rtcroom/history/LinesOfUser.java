package org.rtcroom.history;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rtcroom.journal.ErasedPart;
import org.rtcroom.journal.EventKind;

/**
 * The lines of a session whose personal parts go with a user: those that tell of the user, and
 * those that repeat what the user wrote or is called. Takes the parts in the order of the lines.
 */
final class LinesOfUser {

  /** The names of streams hold the user's id. */
  private static final String STREAM = "stream";

  private final String user;
  private final Set<String> streams = new HashSet<>();
  private final List<Long> opening = new ArrayList<>();
  private final List<Long> others = new ArrayList<>();
  private boolean tellOfOpener;
  private boolean told;

  LinesOfUser(String user) {
    this.user = user;
  }

  void add(long seq, String kind, JsonObject part) {
    noteStream(part);
    boolean tells = ErasedPart.tellsOf(part, user) || namesStream(part);
    if (kind.equals(EventKind.OPENING.name()) || kind.equals(EventKind.OPENED.name())) {
      opening.add(seq);
      tellOfOpener |= tells;
    } else if (tells || (told && kind.equals(EventKind.SNAPSHOT.name()))) {
      others.add(seq);
    }
    told |= tells;
  }

  private void noteStream(JsonObject part) {
    if (part.get(STREAM) instanceof JsonString stream && part.getString("user", "").equals(user)) {
      streams.add(stream.getString());
    }
  }

  private boolean namesStream(JsonObject part) {
    return part.get("streams") instanceof JsonArray shown
        && shown.stream()
            .anyMatch(
                each -> each instanceof JsonString name && streams.contains(name.getString()));
  }

  /**
   * The numbers of all that go, in ascending order. The lines that say how the room is called go
   * together, for whoever opened it chose that.
   */
  List<Long> seqs() {
    List<Long> all = new ArrayList<>(tellOfOpener ? opening : List.of());
    all.addAll(others);
    all.sort(null);
    return all;
  }
}
