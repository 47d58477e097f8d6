package org.rtcroom.dossier;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import org.rtcroom.chain.AuditLine;

/** A refusal, as the access log tells of it. */
record RefusalRow(AuditLine line, FieldText fields) {

  List<Fact> when() {
    JsonValue minute = line.details().get("minute");
    return List.of(Fact.small(minute == null ? line.at().toString() : fields.of("minute", minute)));
  }

  List<Fact> who() {
    return line.erased()
        ? List.of(Fact.erased())
        : List.of(Fact.plain(FieldText.cut(LineView.text(actor(), "user").orElse("–"))));
  }

  List<Fact> what() {
    return List.of(
        Fact.of("operation", value("operation")),
        Fact.of("code", value("code")),
        Fact.of("count", value("count")));
  }

  List<Fact> from() {
    return fields.of(actor(), Set.of("user"));
  }

  private String value(String field) {
    JsonValue value = line.details().get(field);
    return value == null ? "–" : fields.of(field, value);
  }

  private JsonObject actor() {
    return line.personal().get("actor") instanceof JsonObject actor
        ? actor
        : JsonValue.EMPTY_JSON_OBJECT;
  }
}
