package org.rtcroom.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One chain of a {@link History}: its lines and its head, kept as the service keeps them. */
final class Recorded {

  private static final String SALT = "000102030405060708090a0b0c0d0e0f";

  final String id;
  final List<Map<String, Object>> lines = new ArrayList<>();
  final Map<String, Object> head = new LinkedHashMap<>();

  /** What leaves say of how long this is kept. */
  final Map<String, Object> keeping = new LinkedHashMap<>();

  long covered = -1;
  String node = "node1";

  /** Of the room that a session is in. */
  static final String PSEUDONYM = "~" + "0".repeat(32);

  private final History history;

  Recorded(History history, String id) {
    this.history = history;
    this.id = id;
  }

  /** A double room that ann opened and bob joined, with its group still open. */
  Recorded meeting() {
    line(
        "OPENED",
        Map.of(
            "family",
            "double_room",
            "group",
            "SERVER",
            "heartbeats",
            true,
            "node",
            "node1",
            "roomPseudonym",
            PSEUDONYM),
        Map.of("category", "", "creator", "ann", "info", "账户 \"1\"\n", "roomID", "Room_1"));
    head.put("session_id", id);
    head.put("family", "double_room");
    head.put("space", "DOUBLE");
    head.put("room_id", "Room_1");
    head.put("open_key", "DOUBLE/room_1");
    head.put("group_key", "room_1");
    head.put("creator", "ann");
    head.put("opened_millis", lines.get(0).get("atMillis"));
    joined("ann");
    head.put("activated_millis", lines.get(1).get("atMillis"));
    joined("bob");
    head.put("snapshot_seq", 0L);
    return this;
  }

  Recorded joined(String user) {
    Map<String, Object> personal =
        Map.of("avatar", "", "nickname", "N " + user, "status", 0L, "user", user);
    return line("JOINED", Map.of("node", "node1"), personal);
  }

  Recorded left(String user) {
    Map<String, Object> details = Map.of("node", "node1", "reason", "LEFT", "streamState", "");
    return line("LEFT", details, Map.of("user", user));
  }

  Recorded closed() {
    line("CLOSED", Map.of("node", "node1", "reason", "LAST_LEFT"), Map.of());
    head.put("closed_millis", last().get("atMillis"));
    head.put("reason", "LAST_LEFT");
    head.remove("open_key");
    head.remove("group_key");
    return this;
  }

  Recorded held() {
    String key = history.auditor("1");
    line("HELD", Map.of("key", "k", "keyId", key, "node", "node1", "reason", "r"), Map.of());
    keeping.put("held", true);
    return this;
  }

  Recorded liftAgreed(String name) {
    return line("LIFT_AGREED", agreement(history.auditor(name)), Map.of());
  }

  /** What an act says by which that key agrees, as far as it is the same for all. */
  Map<String, Object> agreement(String keyId) {
    Map<String, Object> details = new TreeMap<>(history.warrant(keyId));
    details.putAll(Map.of("key", "k", "keyId", keyId, "node", "node1", "reason", "r"));
    return details;
  }

  /** An administrator asks for an erasure before the period is over. */
  Recorded erasureAgreed(String keyId, Long... seqs) {
    return line("ERASURE_AGREED", early(keyId, seqs), Map.of());
  }

  /** The second administrator erases. */
  Recorded erasedEarly(String keyId, long agreed, Long... seqs) {
    Map<String, Object> details = early(keyId, seqs);
    details.put("agreed", agreed);
    return line("ERASED", details, Map.of());
  }

  private Map<String, Object> early(String keyId, Long... seqs) {
    Map<String, Object> details = agreement(keyId);
    details.putAll(Map.of("lines", List.of(seqs), "legalBasis", "b", "earlyBasis", "court"));
    return details;
  }

  Recorded retained(String name, long base, long until) {
    Map<String, ?> set =
        Map.of("class", name, "base", base, "until", until, "keyId", history.auditor("1"));
    line("RETENTION_SET", set, Map.of());
    keeping.put("retention", name);
    keeping.put("base", base);
    keeping.put("until", until);
    return this;
  }

  /** The line about some that were erased, by the key of the settings. */
  Recorded erasure(Long... seqs) {
    return line("ERASED", Map.of("lines", List.of(seqs), "keyId", "bootstrap"), Map.of());
  }

  /** The line about a key that the key of the settings gave out. */
  Recorded keyCreated(String id, String roles) {
    return keyCreated(id, roles, "bootstrap");
  }

  /** The line about a key that another one gave out. */
  Recorded keyCreated(String id, String roles, String by) {
    Map<String, ?> details =
        Map.of(
            "id",
            id,
            "roles",
            roles,
            "expires",
            Math.max(History.NOON + 1_000 * History.MINUTE, history.clock + history.keysLast),
            "keyId",
            by);
    return line("KEY_CREATED", details, Map.of());
  }

  /** The line about a key that another one confirmed. */
  Recorded keyConfirmed(String id, String by) {
    return line("KEY_CONFIRMED", Map.of("id", id, "key", "k", "keyId", by), Map.of());
  }

  /** An auditor agrees to a shorter retention; two of them are needed. */
  Recorded shorteningAgreed(String name, long base, long until, String keyId) {
    Map<String, Object> details = agreement(keyId);
    details.remove("reason");
    details.putAll(Map.of("class", name, "base", base, "until", until));
    return line("SHORTENING_AGREED", details, Map.of());
  }

  /** Takes the personal part of a line away, and what the head has from it. */
  Recorded erased(int seq) {
    if ("OPENED".equals(lines.get(seq).get("kind"))) {
      head.put("room_id", PSEUDONYM);
    }
    lines.get(seq).remove("salt");
    lines.get(seq).remove("personal");
    lines.get(seq).remove("columns");
    return this;
  }

  /** An access log that goes on in another one. */
  Recorded cutFor(Recorded next) {
    line("CUT", Map.of("node", "node1", "nextChain", next.id), Map.of());
    return next.begun(
        "CONTINUED",
        History.fields(
            "node",
            "node1",
            "previousChain",
            id,
            "previousSeq",
            lastSeq(),
            "previousHash",
            Got.text(last(), "hash")));
  }

  /** The log of another node, which goes on from the end of that one if it is not null. */
  Recorded startedAs(String name, @Nullable Recorded previous) {
    node = name;
    Map<String, Object> details = History.fields("node", name);
    if (previous != null) {
      details.putAll(previous.end());
    }
    return begun("STARTED", details);
  }

  /** Goes on after another node has ended the log before. */
  Recorded continuedAs(String name, Recorded previous) {
    node = name;
    Map<String, Object> details = History.fields("node", name);
    details.putAll(previous.end());
    return begun("CONTINUED", details);
  }

  /** Where it ends, as the next log of the node names it. */
  private Map<String, Object> end() {
    return History.fields(
        "previousChain", id, "previousSeq", lastSeq(), "previousHash", Got.text(last(), "hash"));
  }

  /** The line by which another node ends the log, an hour after the line before. */
  Recorded logEnded() {
    history.clock += 60 * History.MINUTE;
    return line("LOG_ENDED", Map.of("node", node, "by", "node1"), Map.of());
  }

  /** An access log that begins with the node's start. */
  Recorded started() {
    return started(Map.of("node", "node1"));
  }

  /** As {@link #started()}, on another node. */
  Recorded startedOn(String other) {
    node = other;
    return started(Map.of("node", other));
  }

  Recorded started(Map<String, ?> details) {
    return begun("STARTED", details);
  }

  private Recorded begun(String kind, Map<String, ?> details) {
    line(kind, details, Map.of());
    head.put("chain", id);
    head.put("node", node);
    head.put("started_millis", last().get("atMillis"));
    return this;
  }

  /** A line as the service records it, signed if it is an act. */
  Recorded line(String kind, Map<String, ?> details, Map<String, ?> personal) {
    unsigned(kind, details, personal);
    if (Acts.is(kind, head.containsKey("session_id"))) {
      sign(details, history.inForce);
    }
    return this;
  }

  /** Signs the last line. */
  Recorded sign(Map<String, ?> details, Signer signer) {
    byte[] hash = HexFormat.of().parseHex(Got.text(last(), "hash"));
    Map<String, Object> signed = new TreeMap<>(details);
    signed.put("signedBy", signer.key.id());
    signed.put("signature", Bytes.hex(signer.sign("rtcroom.act", hash)));
    last().put("details", Written.canonical(signed));
    rehash(last());
    return this;
  }

  /** A line as somebody with nothing but the database can write it. */
  Recorded unsigned(String kind, Map<String, ?> details, Map<String, ?> personal) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("chain", id);
    line.put("seq", (long) lines.size());
    line.put("format", 1L);
    line.put("atMillis", history.tick());
    line.put("kind", kind);
    line.put("details", Written.canonical(details));
    line.put("commitment", "");
    line.put("previousHash", lines.isEmpty() ? "00".repeat(32) : last().get("hash"));
    line.put("hash", "");
    if (!personal.isEmpty()) {
      line.put("salt", SALT);
      line.put("personal", Written.canonical(personal));
      line.put("commitment", commitment(line));
      Map<String, String> columns = columns(kind, details, personal);
      if (!columns.isEmpty()) {
        line.put("columns", columns);
      }
    }
    lines.add(line);
    rehash(line);
    return this;
  }

  /** What the service writes beside a line, so that it is found by it. */
  private Map<String, String> columns(
      String kind, Map<String, ?> details, Map<String, ?> personal) {
    String first = lines.isEmpty() ? kind : Got.text(lines.get(0), "kind");
    boolean ofSession = first.startsWith("OPEN");
    Map<String, Object> actor = new TreeMap<>();
    if (personal.get("actor") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> actor.put((String) name, value));
    }
    Map<String, String> columns = new TreeMap<>();
    Object user = ofSession ? personal.get("user") : actor.get("user");
    Object other = ofSession ? actor.get("user") : personal.get("user");
    putText(columns, "user_id", user == null ? other : user);
    Object address = actor.get("address");
    putText(columns, "address", address == null && !ofSession ? personal.get("address") : address);
    if (ofSession && kind.equals("STATEMENT_MADE") && "case".equals(details.get("type"))) {
      putText(columns, "case_id", personal.get("data"));
    }
    return columns;
  }

  private static void putText(Map<String, String> columns, String name, @Nullable Object value) {
    if (value instanceof String text) {
      columns.put(name, text);
    }
  }

  /** The head with all its columns, kept as the service keeps them unless a test says otherwise. */
  Map<String, Object> wholeHead() {
    Map<String, Object> whole = new LinkedHashMap<>(head);
    if (head.containsKey("session_id")) {
      whole.putIfAbsent("retention_class", keeping.getOrDefault("retention", "standard"));
      whole.putIfAbsent("held", String.valueOf(keeping.containsKey("held")));
      whole.putIfAbsent("shortened", String.valueOf(keeping.containsKey("shortened")));
      for (String name : List.of("base", "until")) {
        if (keeping.containsKey(name)) {
          whole.putIfAbsent(name + "_millis", keeping.get(name));
        }
      }
      if (head.containsKey("closed_millis")) {
        whole.putIfAbsent("lasted", 0L);
      }
    }
    return whole;
  }

  static String commitment(Map<String, Object> line) {
    byte[] salt = HexFormat.of().parseHex(Got.text(line, "salt"));
    byte[] part = Got.text(line, "personal").getBytes(StandardCharsets.UTF_8);
    return Bytes.hex(new Sha256().raw(salt).raw(part).hash());
  }

  private void rehash(Map<String, Object> line) {
    Line read = Line.of(Json.object(Bytes.utf8(Written.inOrder(line))));
    line.put("hash", Bytes.hex(read.computedHash(new Sha256())));
    head.put("last_seq", last().get("seq"));
    head.put("last_hash", last().get("hash"));
  }

  /** Numbers and hashes all lines anew, and moves the head, as somebody with the database could. */
  void recompute() {
    String previous = "00".repeat(32);
    for (int seq = 0; seq < lines.size(); seq++) {
      Map<String, Object> line = lines.get(seq);
      line.put("seq", (long) seq);
      line.put("previousHash", previous);
      rehash(line);
      previous = Got.text(line, "hash");
    }
  }

  Map<String, Object> last() {
    return lines.get(lines.size() - 1);
  }

  long lastSeq() {
    return lines.isEmpty() ? -1 : Got.number(last(), "seq");
  }

  Map<String, Object> leaf() {
    Map<String, Object> leaf = new LinkedHashMap<>();
    boolean session = head.containsKey("session_id");
    leaf.put("chain", id);
    leaf.put("type", session ? "session" : "access");
    leaf.put("opened", lines.get(0).get("atMillis"));
    leaf.put("lastSeq", lastSeq());
    leaf.put("lastHash", last().get("hash"));
    if (session) {
      leaf.put("family", "double_room");
      leaf.put("retention", "standard");
      leaf.putAll(keeping);
    } else {
      leaf.put("node", node);
    }
    if (head.containsKey("closed_millis")) {
      leaf.put("closed", head.get("closed_millis"));
    }
    return leaf;
  }
}
