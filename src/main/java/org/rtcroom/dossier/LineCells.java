package org.rtcroom.dossier;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A line as a row of a table: when, what, from where, and all it says. */
final class LineCells {

  private static final Set<String> TOLD_ELSEWHERE = Set.of("actor", "user", "node", "reason");

  private final Times times;
  private final FieldText fields;

  LineCells(Times times) {
    this.times = times;
    fields = new FieldText(times);
  }

  List<List<Fact>> of(LineView line) {
    return List.of(when(line), what(line), from(line), says(line));
  }

  /** Which line it is, and when. */
  List<Fact> when(LineView line) {
    List<Fact> when = new ArrayList<>();
    when.add(Fact.plain("#" + line.line().seq()));
    when.addAll(times.facts(Instant.ofEpochMilli(line.line().atMillis())));
    return when;
  }

  private List<Fact> what(LineView line) {
    List<Fact> what = new ArrayList<>();
    String kind = line.line().kind();
    what.add(Fact.plain(Words.find("kind." + kind).map(Words::both).orElse(kind)));
    what.add(Fact.small(kind));
    line.user().ifPresent(user -> what.add(Fact.of("user", FieldText.cut(user))));
    LineView.text(line.details(), "reason")
        .ifPresent(
            reason -> what.add(Fact.of("reason", Words.constant("reason", FieldText.cut(reason)))));
    return what;
  }

  private List<Fact> from(LineView line) {
    if (line.erased()) {
      return List.of(Fact.erased());
    }
    JsonObject actor = line.actor();
    if (actor.isEmpty()) {
      return List.of(Fact.plain(Words.both("service")));
    }
    List<Fact> from = new ArrayList<>();
    String who = line.actingUser().map(FieldText::cut).orElseGet(() -> Words.both("backend"));
    from.add(Fact.of("actor", who));
    add(from, "proof", LineView.text(actor, "proof").map(p -> Words.constant("proof", p)));
    add(from, "observed", LineView.text(actor, "address"));
    add(from, "reported", LineView.text(actor, "reportedAddress"));
    add(from, "platform", LineView.text(actor, "platform"));
    add(from, "userAgent", LineView.text(actor, "userAgent"));
    add(from, "requestId", LineView.text(actor, "requestId"));
    add(from, "tokenId", LineView.text(actor, "tokenId"));
    return from;
  }

  private static void add(List<Fact> facts, String label, Optional<String> text) {
    text.map(FieldText::cut).ifPresent(value -> facts.add(Fact.of(label, value)));
  }

  /** Of a snapshot, which repeats what stands in the lines before, only how many members. */
  private List<Fact> says(LineView line) {
    List<Fact> says = new ArrayList<>();
    if (line.is("SNAPSHOT")) {
      says.addAll(fields.of(line.details(), Set.of("node", "session")));
    } else {
      if (line.is("STATEMENT_MADE")) {
        says.add(stated(line));
      }
      says.addAll(fields.of(line.details(), TOLD_ELSEWHERE));
      says.addAll(fields.of(line.personal(), TOLD_ELSEWHERE));
    }
    says.add(Fact.small(HexFormat.of().formatHex(line.line().hash())));
    return says;
  }

  /** The key by which a back end made a statement, and when. */
  Fact stated(LineView line) {
    String key = LineView.text(line.details(), "key").orElse("");
    String id = LineView.text(line.details(), "keyId").orElse("");
    String at = times.of(line.line().atMillis());
    return Fact.of("stated", FieldText.cut(key) + " (" + FieldText.cut(id) + "), " + at);
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
