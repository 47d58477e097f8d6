package org.rtcroom.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.CanonicalJson;
import org.rtcroom.chain.Line;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Warrant;

/** Who may confirm which key, and in whose hand a key counts as. */
class KeyBookTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String CHAIN = "019c13a8-8a00-7000-8000-000000000001";

  private final List<Line> lines = new ArrayList<>();

  @BeforeEach
  void theFirstTwoAdministratorsAreConfirmed() {
    for (String admin : List.of("a1", "a2")) {
      created(admin, "ADMIN", "bootstrap").confirmed(admin, "bootstrap");
    }
  }

  private KeyBookTest created(String id, String roles, String by) {
    return line(
        AccessKind.KEY_CREATED,
        Map.of(
            "id",
            id,
            "roles",
            roles,
            "keyId",
            by,
            "expires",
            NOON.plus(Duration.ofDays(1)).toEpochMilli()));
  }

  private KeyBookTest confirmed(String id, String by) {
    return line(AccessKind.KEY_CONFIRMED, Map.of("id", id, "keyId", by));
  }

  private KeyBookTest line(AccessKind kind, Map<String, Object> details) {
    lines.add(
        new Line(
            Line.FORMAT,
            CHAIN,
            lines.size(),
            now().toEpochMilli(),
            kind.name(),
            CanonicalJson.bytes(details),
            new byte[0],
            new byte[32],
            new byte[32]));
    return this;
  }

  /** A minute after the last line. */
  private Instant now() {
    return NOON.plusSeconds(60L * lines.size());
  }

  private KeyBook book() {
    return KeyBook.of(lines);
  }

  private void assertRefused(String key, String by, String why) {
    assertThat(book().reasonAgainst(key, by, now())).get().asString().contains(why);
    assertThat(confirmed(key, by).book().warrant(key)).as("recorded all the same").isEmpty();
  }

  @Test
  void anotherAdministratorThanTheGiverConfirms() {
    created("k", "AUDITOR", "a1");
    assertThat(book().warrant("k")).isEmpty();
    assertThat(book().reasonAgainst("k", "a2", now())).isEmpty();
    Instant at = now();

    assertThat(confirmed("k", "a2").book().warrant("k")).contains(new Warrant("k", "a1", at));
  }

  @Test
  void theGiverCannot() {
    created("k", "AUDITOR", "a1").assertRefused("k", "a1", "who gave a key out");
  }

  @Test
  void aKeyCannotConfirmItself() {
    created("k", "ADMIN", "a1").assertRefused("k", "k", "not confirmed itself");
  }

  @Test
  void aKeyThatNobodyConfirmedCannot() {
    created("a3", "ADMIN", "a2").created("k", "AUDITOR", "a1");
    assertRefused("k", "a3", "not confirmed itself");
  }

  @Test
  void twoThatConfirmEachOtherAreNone() {
    created("a3", "ADMIN", "a1").created("a4", "ADMIN", "a2");
    confirmed("a3", "a4").confirmed("a4", "a3");
    assertThat(book().warrant("a3")).isEmpty();
    assertThat(book().warrant("a4")).isEmpty();
  }

  @Test
  void whomTheGiverGaveAKeyCannot() {
    created("a3", "ADMIN", "a1").confirmed("a3", "a2").created("k", "AUDITOR", "a1");
    assertRefused("k", "a3", "another key of that person");
  }

  @Test
  void whoGaveTheGiverItsKeyCannot() {
    created("a3", "ADMIN", "a1").confirmed("a3", "a2").created("k", "AUDITOR", "a3");
    assertThat(book().reasonAgainst("k", "a2", now())).isEmpty();
    assertRefused("k", "a1", "who gave a key out");
  }

  @Test
  void aKeyThatNobodyConfirmedCountsAsInTheHandOfItsGiver() {
    created("a3", "ADMIN", "a1").created("k", "AUDITOR", "a3");
    assertThat(book().reasonAgainst("k", "a1", now())).isPresent();
    Instant at = now();

    assertThat(confirmed("k", "a2").book().warrant("k")).contains(new Warrant("k", "a1", at));
  }

  @Test
  void theKeyOfTheSettingsConfirmsTheFirstTwoAdministratorsOnly() {
    assertThat(book().warrant("a1")).map(Warrant::givenBy).contains("a1");
    created("a3", "ADMIN", "bootstrap").assertRefused("a3", "bootstrap", "2 administrators");
    created("k", "AUDITOR", "bootstrap").assertRefused("k", "bootstrap", "only ADMIN keys");
    created("a4", "ADMIN", "a1").assertRefused("a4", "bootstrap", "gave out itself");
  }

  @Test
  void itConfirmsOneInThePlaceOfOneThatEnded() {
    line(AccessKind.KEY_REVOKED, Map.of("id", "a1"));
    created("a3", "ADMIN", "bootstrap");
    assertThat(confirmed("a3", "bootstrap").book().warrant("a3")).isPresent();
  }

  @Test
  void anAdministratorConfirmsWhatTheKeyOfTheSettingsGaveOut() {
    created("k", "AUDITOR", "bootstrap").confirmed("k", "a1");
    assertThat(book().warrant("k")).map(Warrant::givenBy).contains("bootstrap");
  }

  @Test
  void theFirstConfirmationCounts() {
    created("k", "AUDITOR", "a1").confirmed("k", "a2");
    Instant since = book().warrant("k").orElseThrow().since();

    assertThat(confirmed("k", "a2").book().warrant("k")).map(Warrant::since).contains(since);
  }

  @Test
  void anUnreadableLineHarmsNobody() {
    line(AccessKind.KEY_REVOKED, Map.of("nothing", "x"));
    assertThat(book().warrant("a1")).isPresent();
  }

  @Test
  void keysAreIndependentIfNobodyCanHoldBoth() {
    Warrant first = new Warrant("a", "x", NOON);
    assertThat(first.independentOf(new Warrant("b", "y", NOON))).isTrue();
    for (Warrant other :
        List.of(
            new Warrant("a", "y", NOON),
            new Warrant("b", "x", NOON),
            new Warrant("b", "a", NOON),
            new Warrant("x", "y", NOON))) {
      assertThat(first.independentOf(other)).as("%s", other).isFalse();
    }
  }
}
