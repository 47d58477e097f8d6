package org.rtcroom.verifier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An export of many sessions of ten lines each, made without keeping them. */
final class GeneratedHistory {

  static final int LINES = 10;

  private static final int LEAVES = 5_000;
  private static final byte[] SALT = new byte[16];
  private static final byte[] NOTHING = {};
  private static final Map<String, String> COLUMNS =
      Map.of("address", "192.0.2.1", "user_id", "ann");

  private final int sessions;
  private final Signer signer;
  private final Sha256 sha = new Sha256();

  GeneratedHistory(int sessions, Signer signer) {
    this.sessions = sessions;
    this.signer = signer;
  }

  void writeTo(Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("export.json"));
      zip.write(Bytes.utf8(about()));
      zip.putNextEntry(new ZipEntry("export.sig"));
      zip.write(Bytes.utf8(seal()));
      zip.putNextEntry(new ZipEntry("checkpoints.ndjson"));
      checkpoints(zip);
      entry(zip, "receipts.ndjson", 0, i -> "");
      entry(zip, "leaves.ndjson", sessions, i -> leafRecord(i));
      entry(zip, "rows.ndjson", 0, i -> "");
      entry(zip, "heads.ndjson", sessions, i -> head(lines(i)));
      entry(zip, "leaves-by-chain.ndjson", sessions, i -> leafRecord(i));
      entry(zip, "tombstones.ndjson", 0, i -> "");
      entry(zip, "lines.ndjson", sessions, this::text);
    }
  }

  private static void entry(ZipOutputStream zip, String name, int count, IntFunction<String> text)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    for (int i = 0; i < count; i++) {
      zip.write((text.apply(i) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private String about() {
    return ("{\"complete\":true,\"format\":1,\"lastCheckpoint\":%d,\"mode\":\"production\","
            + "\"node\":\"node1\",\"time\":%d}")
        .formatted((sessions + LEAVES - 1) / LEAVES - 1, History.NOON);
  }

  private String seal() {
    return "{\"key\":\"%s\",\"publicKey\":\"%s\",\"signature\":\"%s\"}"
        .formatted(signer.key.id(), signer.publicHex(), signer.signHex("rtcroom.export", about()));
  }

  private void checkpoints(ZipOutputStream zip) throws IOException {
    String previous = "00".repeat(32);
    for (int first = 0; first < sessions; first += LEAVES) {
      MerkleTree tree = new MerkleTree();
      int end = Math.min(sessions, first + LEAVES);
      for (int i = first; i < end; i++) {
        tree.add(Bytes.utf8(leaf(i)));
      }
      String body =
          ("{\"key\":\"%s\",\"leaves\":%d,\"mode\":\"production\",\"nodes\":[{\"clockDifference\":0,"
                  + "\"node\":\"node1\",\"sessions\":%d,\"starts\":1}],\"number\":%d,"
                  + "\"previous\":\"%s\",\"root\":\"%s\",\"time\":%d}")
              .formatted(
                  signer.key.id(),
                  end - first,
                  end,
                  first / LEAVES,
                  previous,
                  Bytes.hex(tree.root()),
                  History.NOON + first);
      var signed = History.signed(body, signer);
      previous = Got.text(signed, "hash");
      zip.write((Written.inOrder(signed) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private String leafRecord(int i) {
    return "{\"number\":" + i / LEAVES + ",\"leaf\":\"" + leaf(i).replace("\"", "\\\"") + "\"}";
  }

  private String leaf(int i) {
    List<Line> lines = lines(i);
    Line last = lines.get(LINES - 1);
    return ("{\"chain\":\"%s\",\"closed\":%d,\"family\":\"double_room\",\"lastHash\":\"%s\","
            + "\"lastSeq\":%d,\"opened\":%d,\"retention\":\"standard\",\"type\":\"session\"}")
        .formatted(
            last.chain(),
            last.atMillis(),
            Bytes.hex(last.hash()),
            last.seq(),
            lines.get(0).atMillis());
  }

  private static String head(List<Line> lines) {
    Line last = lines.get(LINES - 1);
    return ("{\"session_id\":\"%s\",\"family\":\"double_room\",\"space\":\"DOUBLE\","
            + "\"room_id\":\"r\",\"creator\":\"ann\",\"opened_millis\":%d,\"activated_millis\":%d,"
            + "\"closed_millis\":%d,\"reason\":\"IDLE\",\"last_seq\":%d,\"last_hash\":\"%s\","
            + "\"snapshot_seq\":0,\"retention_class\":\"standard\",\"held\":\"false\","
            + "\"shortened\":\"false\",\"lasted\":0}")
        .formatted(
            last.chain(),
            lines.get(0).atMillis(),
            lines.get(1).atMillis(),
            last.atMillis(),
            last.seq(),
            Bytes.hex(last.hash()));
  }

  private List<Line> lines(int i) {
    List<Line> lines = new ArrayList<>(LINES);
    byte[] previous = Checkpoint.NONE_BEFORE;
    String chain = "019c13a8-8a00-7000-8000-%012x".formatted(i);
    for (int seq = 0; seq < LINES; seq++) {
      Line line = line(chain, seq, History.NOON + i + seq, previous);
      lines.add(line);
      previous = line.hash();
    }
    return lines;
  }

  private Line line(String chain, int seq, long at, byte[] previous) {
    boolean closed = seq == LINES - 1;
    String kind = seq == 0 ? "OPENED" : closed ? "CLOSED" : "JOINED";
    byte[] details = Bytes.utf8(details(kind));
    byte[] personal = closed ? NOTHING : Bytes.utf8(personal(kind));
    byte[] commitment = closed ? NOTHING : sha.raw(SALT).raw(personal).hash();
    byte[] salt = closed ? NOTHING : SALT;
    Map<String, String> columns = closed ? Map.of() : COLUMNS;
    Line unhashed =
        new Line(
            chain,
            seq,
            1,
            at,
            kind,
            details,
            commitment,
            previous,
            NOTHING,
            salt,
            personal,
            columns);
    byte[] hash = unhashed.computedHash(sha);
    return new Line(
        chain, seq, 1, at, kind, details, commitment, previous, hash, salt, personal, columns);
  }

  private static String details(String kind) {
    return switch (kind) {
      case "OPENED" ->
          "{\"family\":\"double_room\",\"group\":\"NONE\",\"heartbeats\":true,"
              + "\"node\":\"node1\",\"roomPseudonym\":\"~00\"}";
      case "CLOSED" -> "{\"node\":\"node1\",\"reason\":\"IDLE\"}";
      default -> "{\"node\":\"node1\"}";
    };
  }

  private static String personal(String kind) {
    String actor =
        "{\"actor\":{\"address\":\"192.0.2.1\",\"proof\":\"TOKEN\",\"requestId\":\"request-1\","
            + "\"tokenId\":\"token-1\",\"user\":\"ann\",\"userAgent\":\"agent/1.0\"},";
    return kind.equals("OPENED")
        ? actor + "\"category\":\"\",\"creator\":\"ann\",\"info\":\"账户\",\"roomID\":\"r\"}"
        : actor
            + "\"avatar\":\"https://example.com/a.png\",\"nickname\":\"Ann\",\"status\":0,"
            + "\"stream\":\"1000_room_1_ann_5f\",\"user\":\"ann\"}";
  }

  private String text(int i) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines(i)) {
      if (line.seq() > 0) {
        text.append('\n');
      }
      text.append(text(line));
    }
    return text.toString();
  }

  private static String text(Line line) {
    String head =
        "{\"chain\":\""
            + line.chain()
            + "\",\"seq\":"
            + line.seq()
            + ",\"format\":1,\"atMillis\":"
            + line.atMillis()
            + ",\"kind\":\""
            + line.kind()
            + "\",\"details\":\""
            + escaped(line.details())
            + "\",\"commitment\":\""
            + Bytes.hex(line.commitment())
            + "\",\"previousHash\":\""
            + Bytes.hex(line.previousHash())
            + "\",\"hash\":\""
            + Bytes.hex(line.hash());
    return line.personal().length == 0
        ? head + "\"}"
        : head
            + "\",\"salt\":\""
            + Bytes.hex(line.salt())
            + "\",\"personal\":\""
            + escaped(line.personal())
            + "\",\"columns\":{\"address\":\"192.0.2.1\",\"user_id\":\"ann\"}}";
  }

  private static String escaped(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace("\"", "\\\"");
  }
}
