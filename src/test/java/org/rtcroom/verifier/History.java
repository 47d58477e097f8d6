package org.rtcroom.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A history as the service records it, made in memory, with everything in reach for a test that
 * wants to tamper with it. Records are maps as they stand in an export.
 */
final class History {

  static final long NOON = 1_769_860_800_000L;
  static final long MINUTE = 60_000;

  final Signer signer;
  final Map<String, Object> about = new LinkedHashMap<>();
  final List<Map<String, Object>> checkpoints = new ArrayList<>();
  final List<Map<String, Object>> receipts = new ArrayList<>();
  final List<Map<String, Object>> leaves = new ArrayList<>();
  final List<Map<String, Object>> rows = new ArrayList<>();
  final List<Map<String, Object>> tombstones = new ArrayList<>();
  final Map<String, Recorded> chains = new TreeMap<>();
  long clock = NOON;

  /** What acts say of keys that were confirmed. */
  final Map<String, Map<String, Object>> warrants = new TreeMap<>();

  /** Signs what the export says of itself. */
  Signer sealer;

  Signer inForce;

  /** Whether keys that were given out have their rows. */
  boolean keysHaveRows = true;

  /** How long keys last that are given out from now on, milliseconds; some hours at least. */
  long keysLast;

  /** The nodes that checkpoints list and carry. */
  final RecordedNodes nodes = new RecordedNodes();

  /** Whether changes of the key hold the public half of the one before. */
  boolean namesOldKey;

  private String previous = "00".repeat(32);
  private long number;
  private long sessions;
  private final List<Long> counted = new ArrayList<>();
  private final List<String> restored = new ArrayList<>();

  History() {
    this(new Signer());
  }

  History(Signer signer) {
    this.signer = signer;
    inForce = signer;
    sealer = signer;
    about.put("format", 1L);
    about.put("time", NOON + 60 * MINUTE);
    about.put("node", "node1");
    about.put("mode", "production");
    about.put("complete", true);
  }

  Recorded chain(int n) {
    String id = "019c13ec-9e00-7000-8000-%012x".formatted(n);
    return chains.computeIfAbsent(id, chain -> new Recorded(this, chain));
  }

  long tick() {
    clock += 1_000;
    return clock;
  }

  /** The id of the key of one of two auditors; each of two administrators gave one of them out. */
  String auditor(String name) {
    if (!warrants.containsKey("key-1")) {
      confirmed("key-1", "AUDITOR", administrator("1"), administrator("2"));
      confirmed("key-2", "AUDITOR", administrator("2"), administrator("1"));
    }
    return "key-" + name;
  }

  /** The id of the key of one of two administrators, whom the key of the settings put in force. */
  String administrator(String name) {
    for (String id : List.of("admin-1", "admin-2")) {
      if (!warrants.containsKey(id)) {
        keys().keyCreated(id, "ADMIN").keyConfirmed(id, "bootstrap");
        warrants.put(id, fields("givenBy", id, "since", clock));
      }
    }
    return "admin-" + name;
  }

  /** A key that one gave out and another confirmed. */
  void confirmed(String id, String roles, String giver, String other) {
    keys().keyCreated(id, roles, giver).keyConfirmed(id, other);
    warrants.put(id, fields("givenBy", giver, "since", clock));
  }

  /** What acts say of a key that was confirmed; of another what somebody could make up. */
  Map<String, Object> warrant(String id) {
    return warrants.getOrDefault(id, fields("givenBy", "giver of " + id, "since", NOON));
  }

  /** A key, given out by the key of the settings, as an access log of another node tells. */
  String key(String id, String roles) {
    Recorded keys = keys();
    boolean known =
        keys.lines.stream().anyMatch(line -> Got.text(line, "details").contains(id + "\""));
    if (!known) {
      keys.keyCreated(id, roles);
    }
    return id;
  }

  /** The access log in which keys are given out. */
  Recorded keys() {
    Recorded keys = chain(0xfff);
    if (keys.lines.isEmpty()) {
      keys.node = "keys";
      keys.started(Map.of("node", "keys"));
    }
    return keys;
  }

  /** Signs what moved since the last checkpoint. */
  void checkpoint() {
    MerkleTree tree = new MerkleTree();
    for (Recorded chain : chains.values()) {
      if (chain.covered < chain.lastSeq()) {
        String leaf = Written.canonical(chain.leaf());
        leaves.add(fields("number", number, "leaf", leaf));
        tree.add(leaf.getBytes(StandardCharsets.UTF_8));
        sessions += chain.covered < 0 && leaf.contains("double_room") ? 1 : 0;
        chain.covered = chain.lastSeq();
        nodes.wrote(chain);
      }
    }
    long size = tree.size();
    checkpoint(Bytes.hex(tree.root()), size);
  }

  void checkpoint(String root, long size) {
    Map<String, Object> body = new TreeMap<>();
    body.put("number", number);
    body.put("previous", previous);
    body.put("time", tick());
    body.put("root", root);
    body.put("leaves", size);
    nodes.into(body, chains.values(), sessions);
    if (!restored.isEmpty()) {
      body.put("restored", List.copyOf(restored));
      restored.clear();
    }
    counted.add(sessions);
    body.put("key", inForce.key.id());
    body.put("mode", "production");
    checkpoints.add(signed(Written.canonical(body), inForce));
    previous = Got.text(checkpoints.get(checkpoints.size() - 1), "hash");
    number++;
  }

  static Map<String, Object> signed(String body, Signer signer) {
    byte[] document = body.getBytes(StandardCharsets.UTF_8);
    byte[] signature = signer.sign("rtcroom.checkpoint", document);
    byte[] hash =
        new Sha256().raw(Key.message("rtcroom.checkpoint", document)).field(signature).hash();
    return fields(
        "format", 1L, "body", body, "signature", Bytes.hex(signature), "hash", Bytes.hex(hash));
  }

  /** The line of a checkpoint, as an authority stamps it. */
  byte[] line(int number) {
    return Bytes.utf8(Written.inOrder(checkpoints.get(number)));
  }

  /** An answer of the witness to a checkpoint. */
  Map<String, Object> receipt(int number, String sort, byte[] answer) {
    return fields(
        "number",
        (long) number,
        "hash",
        Got.text(checkpoints.get(number), "hash"),
        "witness",
        sort,
        "at",
        clock,
        "answer",
        Bytes.hex(answer));
  }

  /** As if the database were restored from a backup that ended with that checkpoint. */
  Map<String, Object> restore(long database) {
    leaves.removeIf(leaf -> Got.number(leaf, "number") > database);
    return restored(restoring(database), inForce);
  }

  /** What the document about that says. */
  Map<String, Object> restoring(long database) {
    long before = database < 0 ? 0 : counted.get((int) database);
    Map<String, Object> document = new TreeMap<>();
    document.put("number", number);
    document.put("time", tick());
    document.put("database", database);
    document.put("file", number - 1);
    document.put("firstLost", NOON);
    document.put("lastLost", clock);
    document.put("leaves", 1L);
    document.put("sessions", sessions - before);
    document.put("hash", previous);
    return document;
  }

  /** Stores a document about a restored database; the next checkpoint names it. */
  Map<String, Object> restored(Map<String, Object> document, Signer by) {
    String text = Written.canonical(document);
    restored.add(Bytes.hex(Sha256.of(Bytes.utf8(text))));
    Map<String, Object> entry =
        fields(
            "format",
            1L,
            "restored",
            text,
            "signature",
            by.signHex("rtcroom.restored", text),
            "by",
            by.key.id());
    checkpoints.add(entry);
    return entry;
  }

  /** Stores a document about what was ended for good. */
  Map<String, Object> ended(Map<String, ?> what, Signer by) {
    Map<String, Object> document = new TreeMap<>(what);
    document.put("number", number);
    document.put("time", tick());
    String text = Written.canonical(document);
    Map<String, Object> entry =
        fields(
            "format",
            1L,
            "ended",
            text,
            "signature",
            by.signHex("rtcroom.ended", text),
            "by",
            by.key.id());
    checkpoints.add(entry);
    return entry;
  }

  /** Counts so many sessions fewer from now on. */
  void forget(long some) {
    sessions -= some;
  }

  /** From the next checkpoint on another key signs. */
  void changeKey(Signer next) {
    Map<String, Object> change = new TreeMap<>();
    change.put("number", number);
    change.put("time", tick());
    change.put("old", inForce.key.id());
    change.put("new", next.key.id());
    change.put("newKey", next.publicHex());
    if (namesOldKey) {
      change.put("oldKey", inForce.publicHex());
    }
    String document = Written.canonical(change);
    checkpoints.add(
        fields(
            "format",
            1L,
            "keyChange",
            document,
            "oldSignature",
            inForce.signHex("rtcroom.key-change", document),
            "newSignature",
            next.signHex("rtcroom.key-change", document)));
    inForce = next;
    sealer = next;
  }

  /** As {@link #changeKey}, but the key in force is gone. */
  void loseKey(Signer next) {
    String document =
        Written.canonical(
            Map.of(
                "lost", true,
                "number", number,
                "time", tick(),
                "old", inForce.key.id(),
                "new", next.key.id(),
                "newKey", next.publicHex()));
    checkpoints.add(
        fields(
            "format",
            1L,
            "keyChange",
            document,
            "oldSignature",
            "",
            "newSignature",
            next.signHex("rtcroom.key-change", document)));
    inForce = next;
    sealer = next;
  }

  void revoke(Signer key, long from, Signer by) {
    String document = Written.canonical(Map.of("time", tick(), "key", key.key.id(), "from", from));
    checkpoints.add(
        fields(
            "format",
            1L,
            "keyRevoked",
            document,
            "signature",
            by.signHex("rtcroom.key-revoked", document),
            "by",
            by.key.id()));
  }

  void row(String table, String key, String chain, long seq) {
    row(table, key, chain, seq, fields("id", key));
  }

  void row(String table, String key, String chain, long seq, Map<String, Object> values) {
    rows.add(
        fields(
            "table",
            table,
            "key",
            key,
            "line",
            fields("chain", chain, "seq", seq),
            "values",
            values));
  }

  /** Those that tests gave, and those of the keys whose lines no test gave a row. */
  private List<Map<String, Object>> allRows() {
    List<Map<String, Object>> all = new ArrayList<>(rows);
    if (!keysHaveRows) {
      return all;
    }
    for (Recorded chain : chains.values()) {
      chain.lines.stream()
          .filter(line -> Got.text(line, "kind").equals("KEY_CREATED"))
          .map(line -> fields("chain", chain.id, "seq", Got.number(line, "seq")))
          .filter(line -> rows.stream().noneMatch(row -> line.equals(row.get("line"))))
          .forEach(line -> all.add(keyRow(chain, line)));
    }
    all.sort(Comparator.comparing(History::lineOf));
    return all;
  }

  private Map<String, Object> keyRow(Recorded chain, Map<String, Object> line) {
    String id = keyOf(chain.lines.get((int) Got.number(line, "seq")));
    Map<String, Object> values = fields("id", id);
    chains.values().stream()
        .flatMap(each -> each.lines.stream())
        .filter(each -> Got.text(each, "kind").equals("KEY_REVOKED") && keyOf(each).equals(id))
        .findFirst()
        .ifPresent(end -> values.put("revoked", Got.number(end, "atMillis")));
    return fields("table", "api_key", "key", id, "line", line, "values", values);
  }

  private static String keyOf(Map<String, Object> line) {
    return Json.object(Bytes.utf8(Got.text(line, "details"))).text("id");
  }

  private static String lineOf(Map<String, Object> row) {
    return row.get("line") instanceof Map<?, ?> line && line.get("seq") instanceof Long seq
        ? line.get("chain") + "#%012d".formatted(seq)
        : "";
  }

  /** The entries of the export, in their order. */
  Map<String, List<Map<String, Object>>> entries() {
    Map<String, List<Map<String, Object>>> entries = new LinkedHashMap<>();
    entries.put("export.json", List.of(header()));
    entries.put("export.sig", List.of(seal(Written.canonical(header()))));
    entries.put("checkpoints.ndjson", checkpoints);
    entries.put("receipts.ndjson", receipts);
    entries.put("leaves.ndjson", leaves);
    entries.put("rows.ndjson", allRows());
    entries.put(
        "heads.ndjson",
        chains.values().stream()
            .filter(chain -> !chain.head.isEmpty())
            .map(Recorded::wholeHead)
            .toList());
    entries.put(
        "leaves-by-chain.ndjson",
        leaves.stream()
            .sorted(
                Comparator.comparing(
                    leaf -> Leaf.of(Got.number(leaf, "number"), Got.text(leaf, "leaf")).chain()))
            .toList());
    entries.put("tombstones.ndjson", tombstones);
    entries.put("lines.ndjson", chains.values().stream().flatMap(c -> c.lines.stream()).toList());
    return entries;
  }

  /** What the export says of itself. */
  Map<String, Object> header() {
    Map<String, Object> header = new TreeMap<>(about);
    header.putIfAbsent("lastCheckpoint", lastCheckpoint());
    return header;
  }

  private long lastCheckpoint() {
    return checkpoints.stream()
        .filter(entry -> entry.containsKey("body"))
        .mapToLong(entry -> number(Got.text(entry, "body")))
        .max()
        .orElse(-1);
  }

  private static long number(String body) {
    try {
      return Json.object(Bytes.utf8(body)).number("number");
    } catch (BadJson e) {
      return -1;
    }
  }

  private Map<String, Object> seal(String header) {
    return fields(
        "key", sealer.key.id(),
        "publicKey", sealer.publicHex(),
        "signature", sealer.signHex("rtcroom.export", header));
  }

  void writeTo(Path file) {
    writeTo(file, contents());
  }

  /** The bytes of all entries, in their order. */
  Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    entries().forEach((name, records) -> contents.put(name, Bytes.utf8(text(name, records))));
    return contents;
  }

  static void writeTo(Path file, Map<String, byte[]> contents) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An entry: a series, or a single object that has no end of line. */
  private static String text(String name, List<Map<String, Object>> records) {
    return name.endsWith(".ndjson") ? text(records) : Written.canonical(records.get(0));
  }

  void writeCheckpointsTo(Path file) throws IOException {
    Files.writeString(file, text(checkpoints));
  }

  static String text(List<Map<String, Object>> records) {
    StringBuilder text = new StringBuilder();
    records.forEach(record -> text.append(Written.inOrder(record)).append('\n'));
    return text.toString();
  }

  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
