package org.rtcroom.apikey;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Conditions;

/** Reads and changes the rows of API keys. Works within the caller's transaction. */
final class KeyRows {

  private KeyRows() {}

  static Optional<ApiKeyRow> ofId(EntityManager entities, String id) {
    return Optional.ofNullable(entities.find(ApiKeyRow.class, id));
  }

  static Optional<ApiKeyRow> ofHmac(EntityManager entities, String hmac) {
    return entities
        .createQuery("select k from ApiKeyRow k where k.hmac = :hmac", ApiKeyRow.class)
        .setParameter("hmac", hmac)
        .getResultStream()
        .findFirst();
  }

  static List<ApiKeyRow> page(
      EntityManager entities, Optional<KeyRegistry.Place> after, int limit) {
    Conditions conditions = new Conditions();
    after.ifPresent(
        place ->
            conditions
                .always(
                    "(k.createdMillis < :created"
                        + " or (k.createdMillis = :created and k.keyId < :id))")
                .parameter("created", place.created().toEpochMilli())
                .parameter("id", place.id()));
    return conditions
        .query(
            entities,
            "select k from ApiKeyRow k",
            "order by k.createdMillis desc, k.keyId desc",
            ApiKeyRow.class)
        .setMaxResults(limit)
        .getResultList();
  }

  static void markRevoked(EntityManager entities, StoredKey key, Line line) {
    entities
        .createQuery(
            "update ApiKeyRow k set k.revokedMillis = :at"
                + " where k.keyId = :id and k.revokedMillis is null")
        .setParameter("at", line.atMillis())
        .setParameter("id", key.key().id())
        .executeUpdate();
  }
}
