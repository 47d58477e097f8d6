package org.rtcroom.verifier;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose room it is: who opened it, else its first member. Stands in personal parts, which may have
 * been erased.
 */
final class Creator {

  private Optional<String> name = Optional.empty();
  private boolean erased;

  void opened(Line line) {
    if (line.personal().length == 0) {
      erased = true;
    } else if (name.isEmpty()) {
      name = line.readPersonal().optionalText("creator");
    }
  }

  void joined(Line line) {
    if (name.isPresent()) {
      return;
    }
    if (line.personal().length == 0) {
      erased = true;
    } else {
      name = Optional.of(line.readPersonal().text("user"));
    }
  }

  /** A snapshot knows, even where the lines before it were erased. */
  void owner(Line line) {
    if (erased && line.personal().length > 0) {
      name = line.readPersonal().optionalText("owner");
      erased = false;
    }
  }

  /** Where lines were erased, nobody and the first member still known are both possible. */
  boolean allows(@Nullable Object head) {
    boolean nobody = head == null && (name.isEmpty() || erased);
    return nobody || name.filter(known -> known.equals(head)).isPresent();
  }
}
