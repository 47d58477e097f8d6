package org.rtcroom.api;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;

/** The body of a call for a new API key. */
record KeyRequest(String name, List<ApiKey.Role> roles, Instant expires) {

  /** How long a key is good at most. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** Names the log gives to keys that nobody gave out. */
  private static final Set<String> RESERVED = Set.of("demo", "bootstrap");

  KeyRequest {
    name = FieldBounds.text("name", name, 64);
    if (RESERVED.contains(name)) {
      throw ApiException.parameter("name", "a name other than " + String.join(", ", RESERVED));
    }
    roles = FieldBounds.items("roles", roles, ApiKey.Role.values().length);
    if (!ApiKey.compatible(EnumSet.copyOf(roles))) {
      throw ApiException.parameter("roles", "not ADMIN and AUDITOR together");
    }
    expires = FieldBounds.millis("expires", expires);
  }

  /**
   * Reads a body.
   *
   * @throws ApiException as {@link JsonBody#read} does, also if the key would not expire within a
   *     year from now
   */
  static KeyRequest of(byte[] body, Instant now) {
    KeyRequest key = JsonBody.read(body, KeyRequest.class);
    if (!key.expires.isAfter(now) || key.expires.isAfter(now.plus(LONGEST))) {
      throw ApiException.parameter(
          "expires", "a time to come, at most " + LONGEST.toDays() + " days ahead");
    }
    return key;
  }

  Set<ApiKey.Role> roleSet() {
    return Set.copyOf(roles);
  }
}
