package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.evidence.Job;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Report;

/** How a verification stands in answers: its progress, and what it found. */
final class VerificationJson {

  private VerificationJson() {}

  static JsonObject of(Job job) {
    Optional<Report> report = job.report();
    Report.Counts counts = report.map(Report::counts).orElseGet(job::progress);
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("id", job.id())
            .add("begun", AnswerJson.time(job.begun()))
            .add("state", job.state().name().toLowerCase(Locale.ROOT))
            .add("ok", report.map(VerificationJson::ok).orElse(JsonValue.NULL));
    add(json, counts);
    List<Finding> findings = report.map(Report::findings).orElse(List.of());
    return json.add("findings", AnswerJson.array(findings.stream().map(VerificationJson::of)))
        .build();
  }

  private static JsonValue ok(Report report) {
    return report.ok() ? JsonValue.TRUE : JsonValue.FALSE;
  }

  private static void add(JsonObjectBuilder json, Report.Counts counts) {
    json.add("sessions", counts.sessions())
        .add("accessLogs", counts.accessLogs())
        .add("lines", counts.lines())
        .add("checkpoints", counts.checkpoints())
        .add("erased", counts.erased())
        .add("purged", counts.purged())
        .add("uncovered", counts.uncovered())
        .add(
            "oldestUncovered", AnswerJson.time(counts.oldestUncovered().map(Instant::ofEpochMilli)))
        .add("lastCheckpoint", AnswerJson.time(counts.lastCheckpoint().map(Instant::ofEpochMilli)));
  }

  private static JsonObject of(Finding finding) {
    return AnswerJson.object()
        .add("kind", finding.kind().name())
        .add("wrong", !finding.kind().remark())
        .add("place", finding.place())
        .add("text", finding.text())
        .build();
  }
}
