package org.rtcroom.apikey;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.accesslog.AccessLine;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineRow;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.BrokenChain;

/** API keys in lines of the access log, and whether a row agrees with its line. */
final class KeyLines {

  private static final String ID = "id";
  private static final String HMAC = "hmac";
  private static final String NAME = "name";
  private static final String ROLES = "roles";
  private static final String EXPIRES = "expires";

  private KeyLines() {}

  /**
   * The details of a line about a key.
   *
   * @param by the key of the administrator who gives it out or ends it
   */
  static Map<String, Object> details(StoredKey key, ApiKey by) {
    return Map.of(
        ID,
        key.key().id(),
        NAME,
        key.key().name(),
        ROLES,
        ApiKeyRow.write(key.key().roles()),
        HMAC,
        key.hmac(),
        EXPIRES,
        key.expires().toEpochMilli(),
        "key",
        by.name(),
        "keyId",
        by.id());
  }

  /** The details of a line by which a key is confirmed. */
  static Map<String, Object> confirmation(StoredKey key, ApiKey by) {
    return Map.of(ID, key.key().id(), "key", by.name(), "keyId", by.id());
  }

  /**
   * The key of a row, as far as lines bear it out.
   *
   * @return empty if the row's line is missing, was changed, disagrees or is not signed
   */
  static Optional<StoredKey> borneOut(EntityManager entities, ActSignatures acts, ApiKeyRow row) {
    AccessLine created = entities.find(AccessLine.class, row.lineId());
    StoredKey key = row.key();
    if (created == null
        || !tellsOf(created.line(), key)
        || !acts.genuine(entities.unwrap(Connection.class), created.line())) {
      return Optional.empty();
    }
    Optional<Instant> revoked = key.revoked().or(() -> revocation(entities, key));
    return Optional.of(new StoredKey(key.key(), key.hmac(), key.created(), key.expires(), revoked));
  }

  private static boolean tellsOf(Line line, StoredKey key) {
    RecordedJson details = parts(line);
    return line.kind().equals(AccessKind.KEY_CREATED.name())
        && Arrays.equals(line.hash(), line.computedHash())
        && line.atMillis() == key.created().toEpochMilli()
        && says(details, ID, key.key().id())
        && says(details, NAME, key.key().name())
        && says(details, ROLES, ApiKeyRow.write(key.key().roles()))
        && says(details, HMAC, key.hmac())
        && details
            .optionalNumber(EXPIRES)
            .filter(at -> at == key.expires().toEpochMilli())
            .isPresent();
  }

  /** A line that ends the key counts, with or without a trace of it in the row. */
  private static Optional<Instant> revocation(EntityManager entities, StoredKey key) {
    List<AccessLine> lines =
        entities
            .createQuery(
                "select l from AccessLine l where l.kind = :kind and l.atMillis >= :created"
                    + " order by l.atMillis",
                AccessLine.class)
            .setParameter("kind", AccessKind.KEY_REVOKED.name())
            .setParameter("created", key.created().toEpochMilli())
            .getResultList();
    return lines.stream()
        .map(LineRow::line)
        .filter(line -> says(parts(line), ID, key.key().id()))
        .map(Line::at)
        .findFirst();
  }

  private static boolean says(RecordedJson details, String name, String value) {
    return details.optionalText(name).filter(value::equals).isPresent();
  }

  /** The details; none if they cannot be read. */
  static RecordedJson parts(Line line) {
    try {
      return RecordedJson.parse(line.details());
    } catch (BrokenChain e) {
      return RecordedJson.parse(new byte[0]);
    }
  }
}
