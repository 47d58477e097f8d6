package org.rtcroom.apikey;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Endings;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Conditions;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Warrant;

/**
 * The API keys that administrators gave out. Each key's creation and revocation is a line of the
 * access log, and the row is written in the line's own transaction; a row without its line is no
 * key. Throws {@link DatabaseUnavailable} if the database does not answer.
 */
@ApplicationScoped
public class KeyRegistry {

  private static final Logger LOG = System.getLogger(KeyRegistry.class.getName());

  @EJB Transactions transactions;
  @Inject AccessLogWriter accessLog;
  @Inject ActSignatures acts;
  @Inject Endings endings;
  @Inject ApiKeySecrets secrets;
  @Inject KnownApiKeys known;
  @Inject Warrants warrants;
  @Inject Clock clock;

  /**
   * A key that was just made.
   *
   * @param text shown now and never again
   */
  public record NewKey(StoredKey key, String text) {

    /** Without the text, which is a secret. */
    @Override
    public String toString() {
      return "NewKey[key=" + key + "]";
    }
  }

  /** A place in the list of keys, which is ordered by creation and id, newest first. */
  public record KeyPlace(Instant created, String id) {}

  /**
   * Makes a key.
   *
   * @param by the key of the administrator who gives it out
   * @throws IllegalArgumentException if no key may have these roles
   */
  public NewKey create(
      String name, Set<ApiKey.Role> roles, Instant expires, Actor actor, ApiKey by) {
    if (!ApiKey.compatible(roles)) {
      throw new IllegalArgumentException("no key may have these roles");
    }
    String text = secrets.newText();
    ApiKey key = new ApiKey(UUID.randomUUID().toString(), name, roles);
    StoredKey made =
        new StoredKey(key, secrets.hmac(text), clock.instant(), expires, Optional.empty());
    accessLog.record(
        new AccessNote(
            AccessKind.KEY_CREATED,
            actor,
            KeyLines.details(made, by),
            Map.of(),
            (entities, line) -> entities.persist(new ApiKeyRow(made, line))));
    return new NewKey(made, text);
  }

  /**
   * Confirms a key, so that it may agree to acts. Once more does nothing more.
   *
   * @param by the key of another administrator than the one who gave it out
   * @return the key as it is now; empty if there is none of that id
   * @throws NotConfirmable if that key may not confirm it, or it has ended
   */
  public Optional<KeyEntry> confirm(String id, Actor actor, ApiKey by) {
    Optional<KeyEntry> entry = entry(id);
    if (entry.isEmpty() || entry.get().confirmed().isPresent()) {
      return entry;
    }
    StoredKey key = entry.get().key();
    KeyBook book = transactions.commit(warrants::book);
    Optional<String> why =
        key.goodAt(clock.instant())
            ? book.reasonAgainst(id, by.id(), clock.instant())
            : Optional.of("the key has ended");
    if (why.isPresent()) {
      throw new NotConfirmable(why.get());
    }
    noteConfirmed(key, actor, by);
    return entry(id);
  }

  private void noteConfirmed(StoredKey key, Actor actor, ApiKey by) {
    accessLog.record(
        new AccessNote(AccessKind.KEY_CONFIRMED, actor, KeyLines.confirmation(key, by)));
  }

  /**
   * Has the key of the settings confirm an administrator's key that it has just given out, if it
   * may: it is one of the first two.
   *
   * @return when it was confirmed, if it was
   */
  public Optional<Instant> confirmFirst(StoredKey key, Actor actor, ApiKey by) {
    String id = key.key().id();
    boolean first =
        KeyBook.OF_SETTINGS.contains(by.id())
            && transactions
                .commit(warrants::book)
                .reasonAgainst(id, by.id(), clock.instant())
                .isEmpty();
    if (!first) {
      return Optional.empty();
    }
    noteConfirmed(key, actor, by);
    return entry(id).flatMap(KeyEntry::confirmed);
  }

  /**
   * Ends a key. On this node it is none when this returns, elsewhere after {@code
   * roomservice.identity.revocation-delay}.
   *
   * @return the key as it is now; empty if there is none of that id
   */
  public Optional<KeyEntry> revoke(String id, Actor actor, ApiKey by) {
    Optional<KeyEntry> entry = entry(id);
    entry
        .map(KeyEntry::key)
        .filter(found -> found.revoked().isEmpty())
        .ifPresent(found -> end(found, actor, by));
    return entry.isEmpty() ? entry : entry(id);
  }

  private void end(StoredKey key, Actor actor, ApiKey by) {
    try {
      accessLog.record(
          new AccessNote(
              AccessKind.KEY_REVOKED,
              actor,
              KeyLines.details(key, by),
              Map.of(),
              (entities, line) -> {
                markRevoked(entities, key, line);
                endings.keyRevoked(entities.unwrap(Connection.class), key.key().id());
              }));
    } finally {
      known.forget(key);
    }
  }

  private static void markRevoked(EntityManager entities, StoredKey key, Line line) {
    entities
        .createQuery(
            "update ApiKeyRow k set k.revokedMillis = :at"
                + " where k.keyId = :id and k.revokedMillis is null")
        .setParameter("at", line.atMillis())
        .setParameter("id", key.key().id())
        .executeUpdate();
  }

  /**
   * A key there is or was.
   *
   * @param borneOut false if the access log does not bear it out, so that it is none
   * @param confirmed since when it may agree to acts, if it may
   */
  public record KeyEntry(StoredKey key, boolean borneOut, Optional<Instant> confirmed) {}

  /** The keys there are and were, newest first. */
  public List<KeyEntry> keys(Optional<KeyPlace> after, int limit) {
    return transactions.commit(
        entities -> {
          KeyBook book = warrants.book(entities);
          return page(entities, after, limit).stream()
              .map(row -> listed(entities, row, book))
              .toList();
        });
  }

  private static List<ApiKeyRow> page(EntityManager entities, Optional<KeyPlace> after, int limit) {
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

  private KeyEntry listed(EntityManager entities, ApiKeyRow row, KeyBook book) {
    Optional<Instant> since = book.warrant(row.id()).map(Warrant::since);
    return borneOut(entities, row)
        .map(key -> new KeyEntry(key, true, since))
        .orElseGet(() -> new KeyEntry(row.key(), false, Optional.empty()));
  }

  /**
   * The key of that HMAC, expired and revoked ones too; a key whose creation is not in the access
   * log is none.
   *
   * @param hmac lower-case hex
   */
  Optional<StoredKey> find(String hmac) {
    return transactions.commit(
        entities ->
            entities
                .createQuery("select k from ApiKeyRow k where k.hmac = :hmac", ApiKeyRow.class)
                .setParameter("hmac", hmac)
                .getResultStream()
                .findFirst()
                .flatMap(row -> borneOut(entities, row)));
  }

  /** A key that the access log bears out. */
  private Optional<KeyEntry> entry(String id) {
    return transactions.commit(
        entities ->
            Optional.ofNullable(entities.find(ApiKeyRow.class, id))
                .map(row -> listed(entities, row, warrants.book(entities)))
                .filter(KeyEntry::borneOut));
  }

  private Optional<StoredKey> borneOut(EntityManager entities, ApiKeyRow row) {
    Optional<StoredKey> key = KeyLines.borneOut(entities, acts, row);
    if (key.isEmpty()) {
      LOG.log(Level.ERROR, "void: API key {0} has no signed line in the access log", row.id());
    }
    return key;
  }
}
