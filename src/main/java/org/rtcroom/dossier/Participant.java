package org.rtcroom.dossier;

import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One user of a session, as its lines tell of the user. */
final class Participant {

  private final String user;
  private final AtMost roles = new AtMost();
  private final AtMost names = new AtMost();
  private final AtMost present = new AtMost();
  private final AtMost proofs = new AtMost();
  private final AtMost observed = new AtMost();
  private final AtMost reported = new AtMost();
  private final AtMost devices = new AtMost();
  private String cameAt = "";

  Participant(String user) {
    this.user = user;
  }

  String user() {
    return user;
  }

  void tookPartAs(String role) {
    roles.add(role);
  }

  void called(String name) {
    if (!name.isEmpty()) {
      names.add(FieldText.cut(name));
    }
  }

  void came(String at) {
    cameAt = at;
  }

  void went(String at) {
    if (!cameAt.isEmpty()) {
      present.add(cameAt + " – " + at);
      cameAt = "";
    }
  }

  void observedAt(String address) {
    observed.add(address);
  }

  /** Notes proof, addresses and device of the user as the actor of a line. */
  void acted(JsonObject actor) {
    LineView.text(actor, "proof").ifPresent(proof -> proofs.add(Words.constant("proof", proof)));
    LineView.text(actor, "address").ifPresent(observed::add);
    LineView.text(actor, "reportedAddress").map(FieldText::cut).ifPresent(reported::add);
    String device =
        Stream.of("platform", "userAgent")
            .flatMap(field -> LineView.text(actor, field).stream())
            .map(FieldText::cut)
            .collect(Collectors.joining(", "));
    if (!device.isEmpty()) {
      devices.add(device);
    }
  }

  List<Fact> facts() {
    if (roles.none()) {
      roles.add(Words.both("role.acted"));
    }
    return List.of(
        Fact.of("user", FieldText.cut(user)),
        Fact.of("roles", roles.text()),
        Fact.of("names", names.text()),
        Fact.of("present", present.text()),
        Fact.of("proof", proofs.text()),
        Fact.of("observed", observed.text()),
        Fact.of("reported", reported.text()),
        Fact.of("declared", devices.text()));
  }

  /** Different texts in the order they came, not more than a page can hold. */
  private static final class AtMost {

    private static final int MOST = 20;

    private final Set<String> texts = new LinkedHashSet<>();
    private int more;

    void add(String text) {
      if (texts.size() < MOST) {
        texts.add(text);
      } else if (!texts.contains(text)) {
        more++;
      }
    }

    boolean none() {
      return texts.isEmpty();
    }

    /** All of them, and that there were more. */
    String text() {
      String all = texts.isEmpty() ? "–" : String.join("; ", texts);
      return more > 0 ? all + "; " + Words.of("note.more", more).both() : all;
    }
  }
}
