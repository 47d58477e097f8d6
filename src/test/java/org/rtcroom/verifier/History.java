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
  final List<Map<String, Object>> leaves = new ArrayList<>();
  final List<Map<String, Object>> rows = new ArrayList<>();
  final List<Map<String, Object>> tombstones = new ArrayList<>();
  final Map<String, Recorded> chains = new TreeMap<>();
  long clock = NOON;

  private Signer inForce;
  private String previous = "00".repeat(32);
  private long number;
  private long sessions;

  History() {
    this(new Signer());
  }

  History(Signer signer) {
    this.signer = signer;
    inForce = signer;
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
    body.put(
        "nodes",
        List.of(
            fields("clockDifference", 0L, "node", "node1", "sessions", sessions, "starts", 1L)));
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

  /** Counts so many sessions fewer from now on. */
  void forget(long some) {
    sessions -= some;
  }

  /** From the next checkpoint on another key signs. */
  void changeKey(Signer next) {
    String document =
        Written.canonical(
            Map.of(
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
            inForce.signHex("rtcroom.key-change", document),
            "newSignature",
            next.signHex("rtcroom.key-change", document)));
    inForce = next;
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

  /** The entries of the export, in their order. */
  Map<String, List<Map<String, Object>>> entries() {
    Map<String, List<Map<String, Object>>> entries = new LinkedHashMap<>();
    entries.put("export.json", List.of(about));
    entries.put("checkpoints.ndjson", checkpoints);
    entries.put("leaves.ndjson", leaves);
    entries.put("rows.ndjson", rows);
    entries.put(
        "heads.ndjson",
        chains.values().stream().filter(chain -> !chain.head.isEmpty()).map(c -> c.head).toList());
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

  void writeTo(Path file) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, List<Map<String, Object>>> entry : entries().entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(text(entry.getValue()).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
