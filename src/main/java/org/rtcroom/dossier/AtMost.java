package org.rtcroom.dossier;

import java.util.LinkedHashSet;
import java.util.Set;

/** Different texts in the order they came, not more than a page can hold. */
final class AtMost {

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
