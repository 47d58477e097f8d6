package org.rtcroom.verifier;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose room it is: who opened it, else its first member. Stands in personal parts, which may have
 * been erased, be it for the sake of another user whom they tell of, too.
 */
final class Creator {

  private final Set<String> joined = new HashSet<>();
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
    if (name.isPresent() && !erased) {
      return;
    }
    if (line.personal().length == 0) {
      erased = true;
      return;
    }
    String user = line.readPersonal().text("user");
    name = name.or(() -> Optional.of(user));
    if (erased) {
      joined.add(user);
    }
  }

  /** A snapshot knows, even where the lines before it were erased. */
  void owner(Line line) {
    if (erased && line.personal().length > 0) {
      name = line.readPersonal().optionalText("owner");
      erased = false;
    }
  }

  /** Where lines were erased, nobody and every member still known are possible. */
  boolean allows(@Nullable Object head) {
    boolean nobody = head == null && (name.isEmpty() || erased);
    boolean member = erased && head instanceof String && joined.contains(head);
    return nobody || member || name.filter(known -> known.equals(head)).isPresent();
  }
}
