package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/**
 * Takes the checkpoints a restored database lacks back from the file outside, so that no number is
 * ever signed again. Their leaves and the lines they cover are lost, and a signed document says so,
 * which the next checkpoint names; a line of the access log repeats it.
 */
@ApplicationScoped
class CheckpointRecovery {

  private static final Logger LOG = System.getLogger(CheckpointRecovery.class.getName());

  @EJB Transactions transactions;
  @Inject AccessLogWriter accessLog;
  @Inject OutsideFile file;
  @Inject CheckpointKeys keys;
  @Inject ActSigner signer;
  @Inject Clock clock;

  /**
   * Takes back the checkpoints that are lost, and records which.
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
    Map<String, Object> told =
        transactions.commitStatements(
            jdbc -> {
              NodeList before = CheckpointRows.last(jdbc).map(NodeList::of).orElse(NodeList.NONE);
              takeBack(jdbc, lines, lost);
              takeBackNodes(jdbc, before, lost);
              takeBackEndings(jdbc, lines);
              Map<String, Object> fields = told(behind, lost, before.sessions());
              CheckpointKeyRows.insert(
                  jdbc, KeyDocument.restored(behind.file() + 1, fields, signer.signingKey(jdbc)));
              return fields;
            });
    Map<String, String> details = new HashMap<>();
    told.forEach((name, value) -> details.put(name, value.toString()));
    accessLog.record(AccessKind.RESTORED, Actor.SERVICE, details, Map.of());
  }

  /**
   * What the document says.
   *
   * @param before how many sessions the database's last checkpoint counts
   */
  private Map<String, Object> told(Comparison.Behind behind, List<Checkpoint> lost, long before) {
    Checkpoint last = lost.get(lost.size() - 1);
    return Map.of(
        "time", clock.millis(),
        "database", behind.database(),
        "file", behind.file(),
        "firstLost", lost.get(0).atMillis(),
        "lastLost", last.atMillis(),
        "leaves", lost.stream().mapToLong(Checkpoint::leaves).sum(),
        "sessions", NodeList.of(last).sessions() - before,
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
            .filter(found -> found.kind() != KeyDocument.DocumentKind.ENDED)
            .ifPresent(found -> CheckpointKeyRows.insert(jdbc, found));
      }
    }
    lost.forEach(checkpoint -> CheckpointRows.insert(jdbc, checkpoint, new byte[0]));
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
    return Stream.of(
            KeyDocument.DocumentKind.REVOCATION,
            KeyDocument.DocumentKind.RESTORED,
            KeyDocument.DocumentKind.ENDED)
        .filter(kind -> line.containsKey(kind.name))
        .map(
            kind ->
                new KeyDocument(
                    kind,
                    next,
                    line.getString("by", ""),
                    line.getString(kind.name).getBytes(StandardCharsets.UTF_8),
                    hex(line, "signature"),
                    new byte[0]))
        .findFirst();
  }

  /**
   * Published counts of nodes never go back, and a node is carried if the last checkpoint carries
   * it: which are, the lists of all that are lost tell one after the other.
   */
  private static void takeBackNodes(Jdbc jdbc, NodeList before, List<Checkpoint> lost) {
    Map<String, NodeCount> newest = new HashMap<>();
    Map<String, Boolean> carried = new HashMap<>();
    NodeList last = before;
    for (Checkpoint checkpoint : lost) {
      last.ended().keySet().forEach(name -> carried.put(name, true));
      last = NodeList.of(checkpoint);
      for (NodeCount count : last.listed()) {
        newest.put(count.node(), count);
        carried.put(count.node(), false);
      }
    }
    newest.forEach((name, count) -> NodeRows.raise(jdbc, name, count.starts(), count.sessions()));
    carried.forEach((name, now) -> NodeRows.carry(jdbc, List.of(name), now));
    last.listed().stream()
        .filter(count -> !count.ended())
        .forEach(count -> NodeRows.revive(jdbc, count.node()));
  }

  /**
   * What was ended since the backup is to be ended again. The file may be in other hands: what no
   * trusted key signed ends nothing.
   */
  private void takeBackEndings(Jdbc jdbc, List<JsonObject> lines) {
    TrustedKeys trusted = TrustedKeys.of(jdbc, keys);
    for (JsonObject line : lines) {
      document(line, 0)
          .filter(found -> found.kind() == KeyDocument.DocumentKind.ENDED)
          .map(CheckpointRecovery::numbered)
          .filter(found -> isSigned(trusted, found))
          .filter(
              found ->
                  EndingRows.between(jdbc, found.number(), found.number()).stream()
                      .noneMatch(old -> same(old, found)))
          .ifPresent(found -> EndingRows.takeBack(jdbc, found));
    }
  }

  private static KeyDocument numbered(KeyDocument found) {
    long number = RecordedJson.parse(found.document()).number("number");
    return new KeyDocument(
        found.kind(), number, found.keyId(), found.document(), found.first(), found.second());
  }

  private static boolean isSigned(TrustedKeys trusted, KeyDocument found) {
    boolean signed =
        trusted
            .signed(found.keyId(), Domain.ENDED.signed(found.document()), found.first())
            .filter(revokedFrom -> found.number() < revokedFrom)
            .isPresent();
    if (!signed) {
      LOG.log(Level.ERROR, "not ended again, for no trusted key signed it: {0}", found.line());
    }
    return signed;
  }

  private static byte[] hex(JsonObject line, String name) {
    return HexFormat.of().parseHex(line.getString(name, ""));
  }

  private static OutsideFile.UnreadableCopy unreadable() {
    return new OutsideFile.UnreadableCopy(
        "the file does not follow the database's last checkpoint");
  }
}
