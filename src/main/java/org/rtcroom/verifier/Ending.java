package org.rtcroom.verifier;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was ended for good, as it stands outside the database: checkpoint-format.md, "Endings".
 *
 * @param number of the first checkpoint after it
 * @param chain of which personal parts were erased; empty if it is about an API key
 * @param lines of that chain
 * @param by id of the key that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ending(
    long number,
    Optional<String> apiKey,
    Optional<String> chain,
    Set<Long> lines,
    String by,
    byte[] message,
    byte[] signature) {

  private static final String DOMAIN = "rtcroom.ended";

  static Ending of(JsonObject json) {
    byte[] document = Bytes.utf8(json.text("ended"));
    JsonObject ended = Json.canonical(document);
    Optional<String> chain = ended.optionalText("chain");
    if (chain.isPresent() == ended.has("apiKey")) {
      throw new BadJson("it ends a key or parts of a chain");
    }
    return new Ending(
        ended.number("number"),
        ended.optionalText("apiKey"),
        chain,
        chain.isPresent() ? numbers(ended.list("lines")) : Set.of(),
        json.text("by"),
        Key.message(DOMAIN, document),
        json.bytes("signature"));
  }

  private static Set<Long> numbers(List<?> list) {
    return list.stream()
        .filter(Long.class::isInstance)
        .map(Long.class::cast)
        .collect(Collectors.toSet());
  }
}
