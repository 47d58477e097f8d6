package org.rtcroom.apikey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineId;

/** An API key as a row, so that it is found quickly. The line that it names is what counts. */
@Entity
@Table(name = "api_key")
public class ApiKeyRow {

  private static final String SEPARATOR = ",";

  @Id
  @Column(name = "key_id", updatable = false)
  private String keyId;

  @Column(name = "name", updatable = false)
  private String name;

  @Column(name = "roles", updatable = false)
  private String roles;

  @Column(name = "hmac", updatable = false)
  private String hmac;

  @Column(name = "created_millis", updatable = false)
  private long createdMillis;

  @Column(name = "expires_millis", updatable = false)
  private long expiresMillis;

  @Column(name = "revoked_millis")
  private @Nullable Long revokedMillis;

  @Column(name = "chain", updatable = false)
  private String chain;

  @Column(name = "seq", updatable = false)
  private long seq;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected ApiKeyRow() {}

  /** A key, and the line of its creation. */
  ApiKeyRow(StoredKey key, Line line) {
    keyId = key.key().id();
    name = key.key().name();
    roles = write(key.key().roles());
    hmac = key.hmac();
    createdMillis = line.atMillis();
    expiresMillis = key.expires().toEpochMilli();
    chain = line.chain();
    seq = line.seq();
  }

  /** Roles in alphabetical order, as they stand in rows and lines. */
  static String write(Set<ApiKey.Role> roles) {
    return roles.stream().map(Enum::name).sorted().collect(Collectors.joining(SEPARATOR));
  }

  String id() {
    return keyId;
  }

  LineId lineId() {
    return new LineId(chain, seq);
  }

  StoredKey key() {
    Set<ApiKey.Role> all =
        Arrays.stream(roles.split(SEPARATOR, -1))
            .map(ApiKey.Role::valueOf)
            .collect(Collectors.toSet());
    return new StoredKey(
        new ApiKey(keyId, name, all),
        hmac,
        Instant.ofEpochMilli(createdMillis),
        Instant.ofEpochMilli(expiresMillis),
        Optional.ofNullable(revokedMillis).map(Instant::ofEpochMilli));
  }
}
