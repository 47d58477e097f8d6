package org.rtcroom.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list, and where the next begins. */
final class Listing {

  private Listing() {}

  /**
   * A page.
   *
   * @param found at most one more than {@code limit}, which tells whether there is a next page
   * @param cursor the cursor after an item
   */
  static <T> JsonObject of(
      List<T> found, int limit, Function<T, JsonObject> json, Function<T, String> cursor) {
    boolean more = found.size() > limit;
    List<T> page = more ? found.subList(0, limit) : found;
    Optional<String> next =
        more ? Optional.of(cursor.apply(page.get(limit - 1))) : Optional.empty();
    return AnswerJson.object()
        .add("items", AnswerJson.array(page.stream().map(json)))
        .add("next", AnswerJson.text(next))
        .build();
  }
}
