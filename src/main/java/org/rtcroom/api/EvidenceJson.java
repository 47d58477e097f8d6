package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rtcroom.checkpoint.Receipt;
import org.rtcroom.checkpoint.StoredCheckpoint;
import org.rtcroom.evidence.VerificationJob;
import org.rtcroom.evidence.VerificationReport;
import org.rtcroom.evidence.VerificationReport.VerificationCounts;
import org.rtcroom.evidence.VerificationReport.VerificationFinding;
import org.rtcroom.history.Reconciliation.ReconciliationAnswer;
import org.rtcroom.history.Reconciliation.ReconciliationItem;
import org.rtcroom.history.Reconciliation.ReconciliationResult;

/** Checkpoints, verifications and reconciliations in answers. */
final class EvidenceJson {

  private EvidenceJson() {}

  static JsonObject checkpoint(StoredCheckpoint checkpoint) {
    return AnswerJson.object()
        .add("number", checkpoint.number())
        .add("time", AnswerJson.time(checkpoint.time()))
        .add("leaves", checkpoint.leaves())
        .add("key", checkpoint.key())
        .add("body", checkpoint.body())
        .add("signature", checkpoint.signature())
        .add("hash", checkpoint.hash())
        .add("witnessed", AnswerJson.orNull(checkpoint.receipt(), EvidenceJson::witnessed))
        .build();
  }

  private static JsonObject witnessed(Receipt receipt) {
    return AnswerJson.object()
        .add("witness", receipt.witness())
        .add("time", AnswerJson.time(Instant.ofEpochMilli(receipt.atMillis())))
        .add("answer", HexFormat.of().formatHex(receipt.answer()))
        .build();
  }

  /** The counts so far while it runs, then its report. */
  static JsonObject verification(VerificationJob job) {
    Optional<VerificationReport> report = job.report();
    VerificationCounts counts = report.map(VerificationReport::counts).orElseGet(job::progress);
    List<VerificationFinding> findings = report.map(VerificationReport::findings).orElse(List.of());
    return AnswerJson.object()
        .add("id", job.id())
        .add("begun", AnswerJson.time(job.begun()))
        .add("state", job.state().name().toLowerCase(Locale.ROOT))
        .add("ok", AnswerJson.orNull(report, one -> one.ok() ? JsonValue.TRUE : JsonValue.FALSE))
        .add("sessions", counts.sessions())
        .add("accessLogs", counts.accessLogs())
        .add("lines", counts.lines())
        .add("checkpoints", counts.checkpoints())
        .add("erased", counts.erased())
        .add("purged", counts.purged())
        .add("uncovered", counts.uncovered())
        .add("oldestUncovered", AnswerJson.time(counts.oldestUncovered()))
        .add("lastCheckpoint", AnswerJson.time(counts.lastCheckpoint()))
        .add("findings", AnswerJson.array(findings.stream().map(EvidenceJson::finding)))
        .build();
  }

  private static JsonObject finding(VerificationFinding finding) {
    return AnswerJson.object()
        .add("kind", finding.kind())
        .add("wrong", finding.wrong())
        .add("place", finding.place())
        .add("text", finding.text())
        .build();
  }

  /** The items of a reconciliation in their order, each with the answer to it. */
  static JsonObject reconciliation(
      List<ReconciliationItem> wanted, List<ReconciliationAnswer> answers) {
    long found = answers.stream().filter(one -> one.result() == ReconciliationResult.FOUND).count();
    Stream<JsonObject> items =
        IntStream.range(0, answers.size()).mapToObj(i -> item(wanted.get(i), answers.get(i)));
    return AnswerJson.object()
        .add("found", found)
        .add("missing", answers.size() - found)
        .add("items", AnswerJson.array(items))
        .build();
  }

  private static JsonObject item(ReconciliationItem wanted, ReconciliationAnswer answer) {
    JsonObjectBuilder item = AnswerJson.object().add("roomID", wanted.roomId());
    wanted.time().ifPresent(at -> item.add("time", AnswerJson.time(at)));
    wanted.activeFrom().ifPresent(at -> item.add("activeFrom", AnswerJson.time(at)));
    wanted.activeTo().ifPresent(at -> item.add("activeTo", AnswerJson.time(at)));
    return item.add("result", answer.result().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .add("sessionId", AnswerJson.text(answer.sessionId()))
        .build();
  }
}
