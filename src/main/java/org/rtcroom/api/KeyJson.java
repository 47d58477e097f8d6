package org.rtcroom.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import org.rtcroom.apikey.KeyRegistry;
import org.rtcroom.apikey.StoredKey;

/** API keys in answers. */
final class KeyJson {

  private KeyJson() {}

  /** With its text. */
  static JsonObject made(KeyRegistry.Made made, Instant now) {
    return fields(new KeyRegistry.Listed(made.key(), true), now).add("key", made.text()).build();
  }

  static JsonObject listed(KeyRegistry.Listed listed, Instant now) {
    return fields(listed, now).build();
  }

  private static JsonObjectBuilder fields(KeyRegistry.Listed listed, Instant now) {
    StoredKey key = listed.key();
    return AnswerJson.object()
        .add("id", key.key().id())
        .add("name", key.key().name())
        .add("roles", AnswerJson.texts(key.key().roles().stream().map(Enum::name).sorted()))
        .add("created", AnswerJson.time(key.created()))
        .add("expires", AnswerJson.time(key.expires()))
        .add("revoked", AnswerJson.time(key.revoked()))
        .add("state", state(listed, now));
  }

  /** {@code void} is a key that the access log does not bear out. */
  private static String state(KeyRegistry.Listed listed, Instant now) {
    if (!listed.confirmed()) {
      return "void";
    }
    if (listed.key().revoked().isPresent()) {
      return "revoked";
    }
    return now.isBefore(listed.key().expires()) ? "good" : "expired";
  }
}
