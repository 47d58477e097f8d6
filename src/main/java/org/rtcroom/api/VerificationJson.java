package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.evidence.VerificationJob;
import org.rtcroom.evidence.VerificationReport;
import org.rtcroom.evidence.VerificationReport.VerificationCounts;
import org.rtcroom.evidence.VerificationReport.VerificationFinding;

/** How a verification stands in answers: its progress, and what it found. */
final class VerificationJson {

  private VerificationJson() {}

  static JsonObject of(VerificationJob job) {
    Optional<VerificationReport> report = job.report();
    VerificationCounts counts = report.map(VerificationReport::counts).orElseGet(job::progress);
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("id", job.id())
            .add("begun", AnswerJson.time(job.begun()))
            .add("state", job.state().name().toLowerCase(Locale.ROOT))
            .add("ok", report.map(VerificationJson::ok).orElse(JsonValue.NULL));
    add(json, counts);
    List<VerificationFinding> findings = report.map(VerificationReport::findings).orElse(List.of());
    return json.add("findings", AnswerJson.array(findings.stream().map(VerificationJson::of)))
        .build();
  }

  private static JsonValue ok(VerificationReport report) {
    return report.ok() ? JsonValue.TRUE : JsonValue.FALSE;
  }

  private static void add(JsonObjectBuilder json, VerificationCounts counts) {
    json.add("sessions", counts.sessions())
        .add("accessLogs", counts.accessLogs())
        .add("lines", counts.lines())
        .add("checkpoints", counts.checkpoints())
        .add("erased", counts.erased())
        .add("purged", counts.purged())
        .add("uncovered", counts.uncovered())
        .add("oldestUncovered", AnswerJson.time(counts.oldestUncovered()))
        .add("lastCheckpoint", AnswerJson.time(counts.lastCheckpoint()));
  }

  private static JsonObject of(VerificationFinding finding) {
    return AnswerJson.object()
        .add("kind", finding.kind())
        .add("wrong", finding.wrong())
        .add("place", finding.place())
        .add("text", finding.text())
        .build();
  }
}
