package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.EndingRepeat;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** Whoever may write to the database cannot have the service erase anything by a row. */
class DueEndingsTest {

  private static final String SESSION = "019c13a8-8a00-7000-8000-000000000001";

  private final SigningKey key = SigningKey.read(Ed25519.newPem()).orElseThrow();
  private final SigningKey other = SigningKey.read(Ed25519.newPem()).orElseThrow();
  private final List<String> ended = new ArrayList<>();
  private final DueEndings due = new DueEndings();
  private Connection connection;
  private Jdbc jdbc;

  /** The database ends what checkpoints 5 to 9 lost. */
  @BeforeEach
  void aRestoredDatabase() throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    connection = DriverManager.getConnection(url);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    jdbc = new Jdbc(connection);
    due.transactions =
        new Transactions() {
          @Override
          public <T> T commitStatements(Function<Jdbc, T> work) {
            return work.apply(jdbc);
          }
        };
    due.keys = new CheckpointKeys(key, Optional.empty());
    due.repeats = repeats();
    restored(key, 4, 10);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @SuppressWarnings("unchecked")
  private Instance<EndingRepeat> repeats() {
    return (Instance<EndingRepeat>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Instance.class},
            (proxy, method, arguments) ->
                Stream.of(EndingRepeat.Sort.values()).map(sort -> repeat(sort)));
  }

  private EndingRepeat repeat(EndingRepeat.Sort sort) {
    return new EndingRepeat() {
      @Override
      public Sort sort() {
        return sort;
      }

      @Override
      public boolean repeat(String subject, List<Long> lines) {
        ended.add(subject + lines);
        return true;
      }
    };
  }

  private void restored(SigningKey by, long database, long number) {
    byte[] document = CanonicalJson.bytes(Map.of("database", database, "number", number));
    CheckpointKeyRows.insert(
        jdbc,
        new KeyDocument(
            KeyDocument.DocumentKind.RESTORED,
            number,
            by.id(),
            document,
            by.sign(Domain.RESTORED, document),
            new byte[0]));
  }

  private byte[] erasure(long number) {
    return CanonicalJson.bytes(
        Map.of("chain", SESSION, "lines", List.of(1L, 9L), "number", number));
  }

  private void row(SigningKey named, byte[] document, byte[] signature) {
    jdbc.update(
        "insert into ending (place, number, subject, key_id, document, signature, due, last_seq)"
            + " values ((select coalesce(max(place), -1) + 1 from ending), 7, ?, ?, ?, ?, true, 5)",
        SESSION,
        named.id(),
        document,
        signature);
  }

  private void signed(SigningKey by, byte[] document) {
    row(by, document, by.sign(Domain.ENDED, document));
  }

  @Test
  void whatTheDatabaseLostIsEndedAgainOnce() {
    signed(key, erasure(5));
    signed(key, CanonicalJson.bytes(Map.of("apiKey", "key-9", "number", 10L)));

    assertThat(due.repeat()).isZero();
    assertThat(due.repeat()).isZero();
    assertThat(ended).containsExactly(SESSION + "[1]", "key-9[]");
  }

  @Test
  void whatNobodySignedEndsNothing() {
    row(key, erasure(7), new byte[64]);
    row(key, erasure(7), key.sign(Domain.RESTORED, erasure(7)));
    row(key, erasure(7), key.sign(Domain.ENDED, erasure(8)));
    row(key, "junk".getBytes(StandardCharsets.UTF_8), new byte[0]);
    signed(other, erasure(7));

    assertThat(due.repeat()).isZero();
    assertThat(ended).isEmpty();
  }

  /** Rows of what was ended in good order, said to be due again. */
  @Test
  void whatNoRestoreLostEndsNothing() {
    signed(key, erasure(4));
    signed(key, erasure(11));
    restored(other, 0, 99);

    assertThat(due.repeat()).isZero();
    assertThat(ended).isEmpty();
  }

  @Test
  void rowsThatDoNotCountDoNotKeepOthersWaiting() {
    for (int i = 0; i < 600; i++) {
      row(key, erasure(7), new byte[64]);
    }
    signed(key, erasure(7));

    assertThat(due.repeat()).isZero();
    assertThat(ended).containsExactly(SESSION + "[1]");
  }
}
