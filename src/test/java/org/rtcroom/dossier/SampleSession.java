package org.rtcroom.dossier;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.checkpoint.Cover;
import org.rtcroom.checkpoint.Receipt;
import org.rtcroom.checkpoint.StoredCheckpoint;
import org.rtcroom.evidence.HeadRecord;
import org.rtcroom.evidence.LineRecord;
import org.rtcroom.evidence.RecordSource;
import org.rtcroom.evidence.SessionEvidence;

/** A session made up for a document; nothing about it verifies. */
final class SampleSession implements SessionEvidence {

  static final Instant OPENED = Instant.parse("2026-01-31T12:00:00Z");

  static final String ID = "019c13a8-8a00-7000-8000-000000000001";

  final List<LineRecord> lines = new ArrayList<>();
  final List<Cover.CoveringCheckpoint> coverings = new ArrayList<>();
  final List<Cover.MissingLeaf> missing = new ArrayList<>();
  final Map<String, Object> head = new LinkedHashMap<>();

  SampleSession() {
    head.put("family", "double_room");
    head.put("room_id", "room_1");
    head.put("opened_millis", OPENED.toEpochMilli());
  }

  SampleSession line(String kind, String details, String personal) {
    return line(kind, details, personal, 32);
  }

  /** One whose personal part is gone. */
  SampleSession erased(String kind) {
    return line(kind, "{}", "", 32);
  }

  SampleSession service(String kind, String details) {
    return line(kind, details, "", 0);
  }

  private SampleSession line(String kind, String details, String personal, int commitment) {
    long seq = lines.size();
    lines.add(
        new LineRecord(
            new Line(
                Line.FORMAT,
                ID,
                seq,
                OPENED.toEpochMilli() + 1000 * seq,
                kind,
                utf8(details),
                new byte[commitment],
                new byte[32],
                new byte[32]),
            new byte[personal.isEmpty() ? 0 : 16],
            utf8(personal),
            Map.of()));
    return this;
  }

  /** A user who joins under a name, which is written as JSON. */
  SampleSession joined(String user, String name) {
    return line(
        "JOINED",
        "{\"node\":\"node1\"}",
        "{\"actor\":{\"address\":\"192.0.2.1\",\"platform\":\"iOS\",\"proof\":\"TOKEN\","
            + "\"reportedAddress\":\"10.0.0.7\","
            + "\"user\":\"%1$s\",\"userAgent\":\"agent/1.0\",\"via\":\"127.0.0.1\"},"
                .formatted(user)
            + "\"avatar\":\"javascript:alert(1)\",\"nickname\":%2$s,\"user\":\"%1$s\"}"
                .formatted(user, name));
  }

  SampleSession closed(String details) {
    head.put("closed_millis", OPENED.toEpochMilli() + 1000L * lines.size());
    head.put("reason", "LAST_LEFT");
    return service("CLOSED", details);
  }

  SampleSession covered(long number, long lastSeq, Optional<Receipt> before, Optional<Receipt> by) {
    return covered(number, lastSeq, before, by, Optional.empty());
  }

  /**
   * A checkpoint over the session.
   *
   * @param stamped the time of a time stamp that was verified
   */
  SampleSession covered(
      long number,
      long lastSeq,
      Optional<Receipt> before,
      Optional<Receipt> by,
      Optional<Instant> stamped) {
    Cover.InclusionProof proof = new Cover.InclusionProof(number, "{}", 0, 1, List.of());
    StoredCheckpoint checkpoint =
        new StoredCheckpoint(
            number, OPENED.plusSeconds(60), 1, "key", "{}", "", "ab".repeat(32), Optional.empty());
    coverings.add(new Cover.CoveringCheckpoint(checkpoint, proof, lastSeq, by, stamped, before));
    return this;
  }

  @Override
  public HeadRecord head() {
    head.put("last_seq", lines.size() - 1L);
    return new HeadRecord(ID, true, head);
  }

  @Override
  public Cover cover() {
    return new Cover(List.of(), coverings, 0, missing);
  }

  @Override
  public RecordSource<LineRecord> lines() {
    return RecordSource.of(lines);
  }

  @Override
  public boolean erasedSince() {
    return false;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
