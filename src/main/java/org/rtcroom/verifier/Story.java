package org.rtcroom.verifier;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a chain tell, as far as heads and leaves repeat it. Session heads are a fold of
 * their lines; how, is said in checkpoint-format.md.
 */
final class Story {

  private static final Map<String, String> SPACES =
      Map.of(
          "double_room", "DOUBLE",
          "multi_room", "MULTI",
          "live_room", "LIVE",
          "webrtc_room", "WEB",
          "webexe_room", "WEB");

  /** The end of another chain. */
  record Previous(String chain, long seq, String hash) {}

  private final Creator creator = new Creator();
  private final Keeping keeping = new Keeping();

  private @Nullable Line last;
  private long began;
  private boolean session;
  private String node = "";
  private String family = "";
  private String room = "";
  private boolean roomErased;
  private boolean ownGroup;
  private long opened;
  private Optional<Long> activated = Optional.empty();
  private Optional<Long> closed = Optional.empty();
  private String reason = "";
  private long snapshotSeq;
  private boolean started;
  private boolean continued;
  private Optional<Previous> previous = Optional.empty();
  private Optional<String> goesOn = Optional.empty();

  /**
   * Takes the next line.
   *
   * @param counts false for an act that is void
   * @throws BadJson if it cannot be read
   */
  void add(Line line, boolean counts) {
    if (last == null) {
      began = line.atMillis();
      session = line.ofSession();
      started = line.kind().equals("STARTED");
      continued = line.kind().equals("CONTINUED");
    }
    boolean first = last == null;
    last = line;
    goesOn = Optional.empty();
    if (first) {
      beginning(line.readDetails());
    }
    keeping.add(line, counts);
    switch (line.kind()) {
      case "OPENING", "OPENED" -> opening(line);
      case "JOINED" -> {
        activated = activated.or(() -> Optional.of(line.atMillis()));
        creator.joined(line);
      }
      case "CUT" -> goesOn = Optional.of(line.readDetails().text("nextChain"));
      case "SNAPSHOT" -> {
        snapshotSeq = line.seq();
        creator.owner(line);
      }
      case "CLOSED" -> {
        closed = Optional.of(line.atMillis());
        reason = line.readDetails().text("reason");
      }
      default -> {}
    }
  }

  private void beginning(JsonObject details) {
    node = details.optionalText("node").orElse("");
    if (continued || (started && details.has("previousChain"))) {
      previous =
          Optional.of(
              new Previous(
                  details.text("previousChain"),
                  details.number("previousSeq"),
                  details.text("previousHash")));
    }
  }

  /** Where the node's access log before this one ended, if the first line says so. */
  Optional<Previous> previous() {
    return previous;
  }

  private void opening(Line line) {
    JsonObject details = line.readDetails();
    family = details.text("family");
    roomErased |= line.personal().length == 0;
    String pseudonym = details.text("roomPseudonym");
    room = roomErased ? pseudonym : line.readPersonal().text("roomID");
    ownGroup = details.text("group").equals("SERVER");
    opened = line.atMillis();
    creator.opened(line);
  }

  boolean session() {
    return session;
  }

  String node() {
    return node;
  }

  long began() {
    return began;
  }

  /** Whether the first line says that the service started. */
  boolean started() {
    return started;
  }

  /** Whether the first line says that another chain goes on here. */
  boolean continued() {
    return continued;
  }

  /** The chain in which this one goes on, if its last line says so. */
  Optional<String> goesOn() {
    return goesOn;
  }

  /** Whether the last line says that the service stopped. */
  boolean stopped() {
    return last().kind().equals("STOPPED");
  }

  /** Whether no line may follow, but such as are about the record of a session. */
  boolean ended() {
    return closed.isPresent() || goesOn.isPresent();
  }

  Line last() {
    if (last == null) {
      throw new IllegalStateException("no line yet");
    }
    return last;
  }

  /** The first field of a leaf that is not as the lines so far say. */
  Optional<String> differenceTo(Leaf.Content leaf) {
    if (leaf.session() != session) {
      return Optional.of("type");
    } else if (leaf.opened() != began) {
      return Optional.of("opened");
    } else if (!leaf.closed().equals(closed)) {
      return Optional.of("closed");
    } else if (session && !leaf.family().equals(Optional.of(family))) {
      return Optional.of("family");
    } else if (!session && !leaf.node().equals(Optional.of(node))) {
      return Optional.of("node");
    }
    return session ? keeping.differenceTo(leaf) : Optional.empty();
  }

  /** Why parts of the session may not be erased at that time, if so. */
  Optional<String> reasonAgainstErasing(long atMillis) {
    return closed.isEmpty()
        ? Optional.of("the session was not closed")
        : keeping.reasonAgainstErasing(atMillis);
  }

  /** The columns of the head that follow from the lines. */
  Map<String, Object> head() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("last_seq", last().seq());
    columns.put("last_hash", Bytes.hex(last().hash()));
    if (!session) {
      columns.put("node", node);
      columns.put("started_millis", began);
      return columns;
    }
    columns.put("family", family);
    columns.put("space", SPACES.getOrDefault(family, "none"));
    columns.put("room_id", room);
    columns.put("opened_millis", opened);
    activated.ifPresent(at -> columns.put("activated_millis", at));
    closed.ifPresent(at -> columns.put("closed_millis", at));
    if (closed.isPresent()) {
      columns.put("reason", reason);
    } else {
      columns.put("open_key", columns.get("space") + "/" + room.toLowerCase(Locale.ROOT));
    }
    columns.put("snapshot_seq", snapshotSeq);
    return columns;
  }

  /**
   * Whether that can be the head's group key: a closed session may still hold its group. One whose
   * room was erased may not, for the key is the room's id.
   */
  boolean allowsGroupKey(@Nullable Object key) {
    boolean held = !roomErased && room.toLowerCase(Locale.ROOT).equals(key);
    if (!ownGroup || key == null) {
      return key == null && (!ownGroup || closed.isPresent());
    }
    return held;
  }

  /** Whether that can be the head's creator. */
  boolean allowsCreator(@Nullable Object name) {
    return creator.allows(name);
  }
}
