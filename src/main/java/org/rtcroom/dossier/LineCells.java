package org.rtcroom.dossier;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.chain.AuditLine;

/** A line as a row of a table: its time, its kind, its source and all its fields. */
final class LineCells {

  private static final Set<String> OTHER_CELLS = Set.of("actor", "user", "node", "reason");

  private final Times times;
  private final FieldText fields;

  LineCells(Times times) {
    this.times = times;
    fields = new FieldText(times);
  }

  List<List<Fact>> of(LineView line) {
    return List.of(time(line), kind(line), source(line), details(line));
  }

  /** The number of the line, and its time. */
  List<Fact> time(LineView line) {
    List<Fact> time = new ArrayList<>();
    time.add(Fact.plain("#" + line.line().seq()));
    time.addAll(times.facts(line.line().at()));
    return time;
  }

  private List<Fact> kind(LineView line) {
    List<Fact> facts = new ArrayList<>();
    String kind = line.line().kind();
    facts.add(Fact.plain(Words.bothOr("kind." + kind, kind)));
    facts.add(Fact.small(kind));
    line.user().ifPresent(user -> facts.add(Fact.of("user", FieldText.cut(user))));
    LineView.text(line.details(), "reason")
        .ifPresent(
            reason ->
                facts.add(Fact.of("reason", Words.constant("reason", FieldText.cut(reason)))));
    return facts;
  }

  private List<Fact> source(LineView line) {
    if (line.erased()) {
      return List.of(Fact.erased());
    }
    JsonObject actor = line.actor();
    if (actor.isEmpty()) {
      return List.of(Fact.plain(Words.both("service")));
    }
    List<Fact> source = new ArrayList<>();
    String user = line.actingUser().map(FieldText::cut).orElseGet(() -> Words.both("backend"));
    source.add(Fact.of("actor", user));
    add(source, "proof", LineView.text(actor, "proof").map(p -> Words.constant("proof", p)));
    add(source, "observed", LineView.text(actor, "address"));
    add(source, "reported", LineView.text(actor, "reportedAddress"));
    add(source, "via", LineView.text(actor, "via"));
    add(source, "platform", LineView.text(actor, "platform"));
    add(source, "userAgent", LineView.text(actor, "userAgent"));
    add(source, "requestId", LineView.text(actor, "requestId"));
    add(source, "tokenId", LineView.text(actor, "tokenId"));
    return source;
  }

  private static void add(List<Fact> facts, String label, Optional<String> text) {
    text.map(FieldText::cut).ifPresent(value -> facts.add(Fact.of(label, value)));
  }

  /** Of a snapshot, which repeats the lines before it, only the number of members. */
  private List<Fact> details(LineView line) {
    List<Fact> details = new ArrayList<>();
    if (line.is("SNAPSHOT")) {
      details.addAll(fields.of(line.details(), Set.of("node", "session")));
    } else {
      if (line.is("STATEMENT_MADE")) {
        details.add(stated(line));
      }
      details.addAll(fields.of(line.details(), OTHER_CELLS));
      details.addAll(fields.of(line.personal(), OTHER_CELLS));
    }
    details.add(Fact.small(line.line().hashHex()));
    return details;
  }

  /** The key by which a back end made a statement, and the time. */
  Fact stated(LineView line) {
    String key = LineView.text(line.details(), "key").orElse("");
    String id = LineView.text(line.details(), "keyId").orElse("");
    String at = times.of(line.line().at());
    return Fact.of("stated", FieldText.cut(key) + " (" + FieldText.cut(id) + "), " + at);
  }

  /** A refusal, as the access log tells of it: its time, the user, the operation and the source. */
  List<List<Fact>> of(AuditLine refusal) {
    JsonObject details = refusal.details();
    JsonObject actor = LineView.actor(refusal.personal());
    JsonValue minute = details.get("minute");
    String time = minute == null ? refusal.at().toString() : fields.of("minute", minute);
    Fact user = Fact.plain(FieldText.cut(LineView.text(actor, "user").orElse("–")));
    return List.of(
        List.of(Fact.small(time)),
        List.of(refusal.erased() ? Fact.erased() : user),
        List.of(refused(details, "operation"), refused(details, "code"), refused(details, "count")),
        fields.of(actor, Set.of("user")));
  }

  private Fact refused(JsonObject details, String field) {
    JsonValue value = details.get(field);
    return Fact.of(field, value == null ? "–" : fields.of(field, value));
  }

  /** The fields of a line without its actor. */
  List<Fact> content(LineView line) {
    List<Fact> content = new ArrayList<>(fields.of(line.details(), Set.of("node", "key", "keyId")));
    content.addAll(fields.of(line.personal(), Set.of("actor")));
    if (line.erased()) {
      content.add(Fact.erased());
    }
    return content;
  }
}
