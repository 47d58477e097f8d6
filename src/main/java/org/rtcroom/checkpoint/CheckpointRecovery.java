package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/**
 * Takes the checkpoints a restored database lacks back from the file outside, so that no number is
 * ever signed again. Their leaves and the lines they cover are lost, and a line of the access log
 * says so.
 */
@ApplicationScoped
class CheckpointRecovery {

  @EJB Transactions transactions;
  @Inject AccessLogWriter accessLog;
  @Inject OutsideFile file;
  @Inject CheckpointKeys keys;

  /**
   * Records which checkpoints are lost, then takes them back.
   *
   * @throws OutsideFile.UnreadableCopy if the file's lines do not follow the database's last
   *     checkpoint
   */
  void goOn(Comparison.Behind behind) {
    List<JsonObject> lines = file.linesAfter(behind.database());
    byte[] previous =
        transactions
            .commitStatements(CheckpointRows::last)
            .map(Checkpoint::hash)
            .orElse(Checkpoint.GENESIS);
    List<Checkpoint> lost = checkpoints(lines, behind.database(), previous);
    accessLog.record(AccessKind.RESTORED, Actor.SERVICE, details(behind, lost), Map.of());
    transactions.commitStatements(
        jdbc -> {
          takeBack(jdbc, lines, lost);
          return true;
        });
  }

  private static Map<String, String> details(Comparison.Behind behind, List<Checkpoint> lost) {
    Checkpoint last = lost.get(lost.size() - 1);
    return Map.of(
        "database", "" + behind.database(),
        "file", "" + behind.file(),
        "firstLost", "" + lost.get(0).atMillis(),
        "lastLost", "" + last.atMillis(),
        "leaves", "" + lost.stream().mapToLong(Checkpoint::leaves).sum(),
        "hash", last.hashHex());
  }

  private List<Checkpoint> checkpoints(List<JsonObject> lines, long last, byte[] hash) {
    List<Checkpoint> found = new ArrayList<>();
    String previous = HexFormat.of().formatHex(hash);
    long expected = last + 1;
    for (JsonObject line : lines) {
      if (line.containsKey("body")) {
        JsonObject body =
            RecordedJson.find(line.getString("body")).orElseThrow(CheckpointRecovery::unreadable);
        Checkpoint checkpoint = checkpoint(line, body);
        boolean follows =
            checkpoint.number() == expected
                && keys.mayHaveSigned(checkpoint)
                && body.getString("previous", "").equals(previous)
                && checkpoint.hashHex().equals(line.getString("hash", ""));
        if (!follows) {
          throw unreadable();
        }
        found.add(checkpoint);
        previous = checkpoint.hashHex();
        expected++;
      }
    }
    return found;
  }

  private static Checkpoint checkpoint(JsonObject line, JsonObject body) {
    byte[] bytes = line.getString("body").getBytes(StandardCharsets.UTF_8);
    byte[] signature = hex(line, "signature");
    return new Checkpoint(
        body.getJsonNumber("number").longValueExact(),
        bytes,
        signature,
        Checkpoint.hashOf(bytes, signature),
        body.getString("key", ""),
        body.getJsonNumber("time").longValueExact(),
        body.getJsonNumber("leaves").longValueExact());
  }

  private static void takeBack(Jdbc jdbc, List<JsonObject> lines, List<Checkpoint> lost) {
    long next = lost.get(0).number();
    List<KeyDocument> known = CheckpointKeyRows.documents(jdbc, 0);
    for (JsonObject line : lines) {
      Optional<Long> number = OutsideFile.numberOf(line);
      if (number.isPresent()) {
        next = number.get() + 1;
      } else {
        document(line, next)
            .filter(found -> known.stream().noneMatch(old -> same(old, found)))
            .ifPresent(found -> CheckpointKeyRows.insert(jdbc, found));
      }
    }
    lost.forEach(checkpoint -> CheckpointRows.insert(jdbc, checkpoint, new byte[0]));
    raiseCounts(jdbc, lost.get(lost.size() - 1));
  }

  private static boolean same(KeyDocument one, KeyDocument other) {
    return Arrays.equals(one.document(), other.document());
  }

  private static Optional<KeyDocument> document(JsonObject line, long next) {
    if (line.containsKey("keyChange")) {
      String text = line.getString("keyChange");
      String successor = RecordedJson.find(text).map(read -> read.getString("new", "")).orElse("");
      return Optional.of(
          new KeyDocument(
              KeyDocument.DocumentKind.CHANGE,
              next,
              successor,
              text.getBytes(StandardCharsets.UTF_8),
              hex(line, "oldSignature"),
              hex(line, "newSignature")));
    }
    return line.containsKey("keyRevoked")
        ? Optional.of(
            new KeyDocument(
                KeyDocument.DocumentKind.REVOCATION,
                next,
                line.getString("by", ""),
                line.getString("keyRevoked").getBytes(StandardCharsets.UTF_8),
                hex(line, "signature"),
                new byte[0]))
        : Optional.empty();
  }

  /** Published counts of the nodes never go back. */
  private static void raiseCounts(Jdbc jdbc, Checkpoint last) {
    JsonObject body = RecordedJson.find(last.body()).orElseThrow(CheckpointRecovery::unreadable);
    for (JsonObject node : body.getJsonArray("nodes").getValuesAs(JsonObject.class)) {
      NodeRows.raise(
          jdbc,
          node.getString("node"),
          node.getJsonNumber("starts").longValue(),
          node.getJsonNumber("sessions").longValue());
    }
  }

  private static byte[] hex(JsonObject line, String name) {
    return HexFormat.of().parseHex(line.getString(name, ""));
  }

  private static OutsideFile.UnreadableCopy unreadable() {
    return new OutsideFile.UnreadableCopy(
        "the file does not follow the database's last checkpoint");
  }
}
