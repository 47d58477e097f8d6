package org.rtcroom.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.accesslog.AccessLine;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.database.Outcome;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/** What a key is follows from the access log, whatever the table of keys says. */
@ExtendWith(ArquillianExtension.class)
class KeyRegistryIT {

  private static final ApiKey ADMIN = new ApiKey("admin", Set.of(Role.ADMIN));

  @Inject KeyRegistry registry;
  @Inject ApiKeys keys;
  @Inject ApiKeySecrets secrets;
  @Inject KnownApiKeys known;
  @Inject Transactions transaction;
  @Inject Clock clock;

  private final String name = "key-" + UUID.randomUUID();

  @Test
  void aKeyIsGoodOnceItsLineIsCommitted() {
    KeyRegistry.NewKey made = create();

    assertThat(keys.find(made.text())).contains(made.key().key());
    assertThat(made.toString()).doesNotContain(made.text());
  }

  @Test
  void itsLineSaysWhatItIsButNotItsText() {
    KeyRegistry.NewKey made = create();

    assertThat(lines(AccessKind.KEY_CREATED, made)).isEqualTo(1);
    assertThat(lines(made.text())).isZero();
  }

  @Test
  void aRevokedKeyIsNoneAtOnce() {
    KeyRegistry.NewKey made = create();
    assertThat(keys.find(made.text())).isPresent();

    Optional<KeyRegistry.KeyEntry> revoked =
        registry.revoke(made.key().key().id(), Actor.SERVICE, ADMIN);

    assertThat(revoked).get().matches(entry -> entry.key().revoked().isPresent());
    assertThat(keys.find(made.text())).isEmpty();
    assertThat(lines(AccessKind.KEY_REVOKED, made)).isEqualTo(1);
  }

  @Test
  void toRevokeAgainMakesNoSecondLine() {
    KeyRegistry.NewKey made = create();

    registry.revoke(made.key().key().id(), Actor.SERVICE, ADMIN);
    registry.revoke(made.key().key().id(), Actor.SERVICE, ADMIN);

    assertThat(lines(AccessKind.KEY_REVOKED, made)).isEqualTo(1);
  }

  @Test
  void aRowWithoutALineIsNoKey() {
    String text = secrets.newText();
    StoredKey intruder = key(secrets.hmac(text));

    inDatabase(entities -> entities.persist(row(entities, intruder)));

    assertThat(keys.find(text)).isEmpty();
    assertThat(registry.keys(Optional.empty(), 500))
        .filteredOn(listed -> listed.key().key().id().equals(intruder.key().id()))
        .singleElement()
        .matches(listed -> !listed.borneOut());
  }

  @Test
  void aRowThatBorrowsTheLineOfAnotherKeyIsNoKey() {
    KeyRegistry.NewKey made = create();
    String text = secrets.newText();

    inDatabase(
        entities -> {
          ApiKeyRow lender = entities.find(ApiKeyRow.class, made.key().key().id());
          Line line = entities.find(AccessLine.class, lender.lineId()).line();
          entities.persist(new ApiKeyRow(key(secrets.hmac(text)), line));
        });

    assertThat(keys.find(text)).isEmpty();
    assertThat(keys.find(made.text())).isPresent();
  }

  @Test
  void aRowWithALineThatNobodySignedIsNoKey() {
    String text = secrets.newText();
    StoredKey intruder = key(secrets.hmac(text));
    Line line =
        Line.following(
            Line.genesis(),
            UUID.randomUUID().toString(),
            0,
            intruder.created(),
            AccessKind.KEY_CREATED.name(),
            LineContent.of(KeyLines.details(intruder, ADMIN), Map.of(), Actor.SERVICE));

    inDatabase(
        entities -> {
          insert(entities, line);
          entities.persist(new ApiKeyRow(intruder, line));
        });

    assertThat(keys.find(text)).isEmpty();
  }

  private static void insert(EntityManager entities, Line line) {
    entities
        .createNativeQuery("insert into access_line values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .setParameter(1, line.chain())
        .setParameter(2, line.seq())
        .setParameter(3, line.format())
        .setParameter(4, line.atMillis())
        .setParameter(5, line.kind())
        .setParameter(6, line.details())
        .setParameter(7, line.commitment())
        .setParameter(8, line.previousHash())
        .setParameter(9, line.hash())
        .executeUpdate();
  }

  @Test
  void rolesExpiryAndTextCannotBeChangedInTheRow() {
    for (String change :
        new String[] {"roles = 'ADMIN'", "expires_millis = 99999999999999", "name = 'other'"}) {
      KeyRegistry.NewKey made = create();

      tamper(made, change);

      assertThat(keys.find(made.text())).as(change).isEmpty();
    }
  }

  @Test
  void whoSharesTheHmacOfHisOwnTextDoesNotTakeOverAKey() {
    KeyRegistry.NewKey made = create();
    String text = secrets.newText();

    tamper(made, "hmac = '" + secrets.hmac(text) + "'");

    assertThat(keys.find(text)).isEmpty();
  }

  @Test
  void aRevocationTakenOutOfTheRowIsInItsLineStill() {
    KeyRegistry.NewKey made = create();
    registry.revoke(made.key().key().id(), Actor.SERVICE, ADMIN);

    tamper(made, "revoked_millis = null");

    assertThat(keys.find(made.text())).isEmpty();
  }

  @Test
  void anUnknownKeyCannotBeRevoked() {
    assertThat(registry.revoke("no-key", Actor.SERVICE, ADMIN)).isEmpty();
  }

  private KeyRegistry.NewKey create() {
    return registry.create(
        name,
        Set.of(Role.INTEGRATOR, Role.OPERATOR),
        clock.instant().plus(Duration.ofDays(1)),
        Actor.SERVICE,
        ADMIN);
  }

  private StoredKey key(String hmac) {
    return new StoredKey(
        new ApiKey(UUID.randomUUID().toString(), name, Set.of(Role.ADMIN)),
        hmac,
        clock.instant(),
        clock.instant().plus(Duration.ofDays(1)),
        Optional.empty());
  }

  /** Names a line that exists and is about something else. */
  private static ApiKeyRow row(EntityManager entities, StoredKey key) {
    Line line =
        entities
            .createQuery("select l from AccessLine l order by l.atMillis", AccessLine.class)
            .setMaxResults(1)
            .getSingleResult()
            .line();
    return new ApiKeyRow(key, line);
  }

  private void tamper(KeyRegistry.NewKey made, String change) {
    String id = made.key().key().id();
    inDatabase(
        entities ->
            assertThat(
                    entities
                        .createNativeQuery(
                            "update api_key set " + change + " where key_id = '" + id + "'")
                        .executeUpdate())
                .isEqualTo(1));
    known.forget(made.key());
  }

  private void inDatabase(Consumer<EntityManager> work) {
    Outcome<Boolean> outcome =
        transaction.run(
            entities -> {
              work.accept(entities);
              return true;
            });
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
  }

  private long lines(AccessKind kind, KeyRegistry.NewKey made) {
    return count(
        "select l from AccessLine l where l.kind = :kind",
        Map.of("kind", kind.name()),
        "\"id\":\"" + made.key().key().id() + "\"");
  }

  private long lines(String text) {
    return count("select l from AccessLine l", Map.of(), text);
  }

  private long count(String query, Map<String, String> parameters, String wanted) {
    Outcome<Long> outcome =
        transaction.run(
            entities -> {
              var lines = entities.createQuery(query, AccessLine.class);
              parameters.forEach(lines::setParameter);
              return lines
                  .getResultStream()
                  .filter(row -> new String(row.line().details(), UTF_8).contains(wanted))
                  .count();
            });
    return ((Outcome.Committed<Long>) outcome).result();
  }
}
