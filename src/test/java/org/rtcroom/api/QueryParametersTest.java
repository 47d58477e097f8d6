package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.accesslog.AccessFilter;
import org.rtcroom.history.SessionFilter;

class QueryParametersTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String SESSION = "019c13a8-8a00-7000-8000-000000000001";

  @Test
  void everyFilterOfSessionsIsRead() {
    String cursor = Cursor.SESSIONS.write(NOON.toEpochMilli(), SESSION);

    SessionQuery query =
        SessionQuery.of(
            Map.ofEntries(
                one("family", "double_room"),
                one("roomID", "r1"),
                one("userID", "ann"),
                one("ip", "192.0.2.1"),
                one("reason", "LAPSED"),
                one("from", "2026-01-31T12:00:00Z"),
                one("to", "2026-01-31T14:00:00.500+02:00"),
                one("activeFrom", "2026-01-31T20:00:00 08:00"),
                one("activeTo", "2026-01-31T20:00:00+07:00"),
                one("state", "closed"),
                one("cursor", cursor),
                one("limit", "7")));

    assertThat(query.limit()).isEqualTo(7);
    assertThat(query.filter())
        .isEqualTo(
            new SessionFilter(
                Optional.of("double_room"),
                Optional.of("r1"),
                Optional.of("ann"),
                Optional.of("192.0.2.1"),
                Optional.empty(),
                Optional.of("LAPSED"),
                Optional.of(NOON),
                Optional.of(NOON.plusMillis(500)),
                Optional.of(NOON),
                Optional.of(NOON.plusSeconds(3_600)),
                Optional.of(false),
                Optional.of(new SessionFilter.SessionPosition(NOON, SESSION))));
  }

  @ParameterizedTest
  @CsvSource({
    "2409:8A28:0:0:0:0:0:1, 2409:8a28::1",
    "2409:8a28::1, 2409:8a28::1",
    "::ffff:198.51.100.9, 198.51.100.9",
    "fe80::1%eth0, fe80::1"
  })
  void anAddressIsAskedForInAnySpelling(String written, String spelled) {
    Map<String, List<String>> query = Map.ofEntries(one("ip", written));

    assertThat(SessionQuery.of(query).filter().address()).contains(spelled);
    assertThat(SessionQuery.of(query).personal()).containsEntry("address", spelled);
    assertThat(AccessQuery.of(query).filter().address()).contains(spelled);
    assertThat(AccessQuery.of(query).personal()).containsEntry("address", spelled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bank.example", "198.51.100", "198.51.100.9:80", "198.51.100.*"})
  void whatIsNoAddressIsRefused(String written) {
    Map<String, List<String>> query = Map.ofEntries(one("ip", written));

    assertThatThrownBy(() -> SessionQuery.of(query)).hasMessageContaining("an IP address");
    assertThatThrownBy(() -> AccessQuery.of(query)).hasMessageContaining("an IP address");
  }

  @Test
  void whoAsksForNothingInParticularGetsFifty() {
    SessionQuery query = SessionQuery.of(Map.of());

    assertThat(query.limit()).isEqualTo(50);
    assertThat(query.asksForPeople()).isFalse();
    assertThat(query.details()).isEmpty();
  }

  @Test
  void aCaseIsAPersonalQuestion() {
    SessionQuery query = SessionQuery.of(Map.of("case", List.of("4711")));

    assertThat(query.filter().caseId()).contains("4711");
    assertThat(query.asksForPeople()).isTrue();
    assertThat(query.details()).isEmpty();
  }

  @Test
  void whoIsAskedForStandsInThePersonalPartOnly() {
    SessionQuery query =
        SessionQuery.of(
            Map.ofEntries(one("userID", "ann"), one("ip", "192.0.2.1"), one("state", "open")));

    assertThat(query.asksForPeople()).isTrue();
    assertThat(query.details()).containsOnly(Map.entry("state", "open"));
    assertThat(query.personal())
        .containsOnly(Map.entry("user", "ann"), Map.entry("address", "192.0.2.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z",
        "2026-01-31T20:00:00+08:00",
        "2026-01-31T20:00:00 08:00",
        "2026-01-31T20:00:00.000 08:00",
        "2026-01-31T06:30:00-05:30"
      })
  void aTimeMayHaveAnyOffsetAndItsPlusMayHaveBecomeASpace(String time) {
    for (String name : List.of("from", "to", "activeFrom", "activeTo")) {
      assertThat(SessionQuery.of(Map.of(name, List.of(time))).details())
          .containsExactly(Map.entry(name, "2026-01-31T12:00:00.000Z"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31 20:00:00",
        "2026-01-31 20:00:00 08:00",
        "2026-01-31T20:00 08:00",
        "2026-01-31T20:00:00 0800",
        "2026-01-31T20:00:00 99:00",
        "2026-01-31T20:00:00 +08:00"
      })
  void whoWritesATimeWronglyIsToldHow(String time) {
    assertThatThrownBy(() -> SessionQuery.of(Map.of("activeTo", List.of(time))))
        .hasMessageContainingAll("activeTo: expected", "T20:00:00+08:00", "%2B");
  }

  @ParameterizedTest
  @CsvSource({
    "family, triple_room",
    "family, DOUBLE",
    "userID, a b",
    "reason, BORED",
    "from, yesterday",
    "from, 2026-01-31",
    "from, 2026-02-30T12:00:00Z",
    "from, 2026-01-31T12:00:00",
    "to, +12026-01-31T12:00:00Z",
    "state, half",
    "limit, 0",
    "limit, 501",
    "limit, -1",
    "limit, 1e2",
    "cursor, !",
    "cursor, c2Vzc2lvbnM",
    "colour, red"
  })
  void aWrongValueIsRefusedByName(String name, String value) {
    refused(name, () -> SessionQuery.of(Map.of(name, List.of(value))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"family", "roomID", "userID", "from", "cursor", "limit", "case"})
  void anEmptyOrRepeatedParameterIsRefused(String name) {
    refused(name, () -> SessionQuery.of(Map.of(name, List.of(""))));
    refused(name, () -> SessionQuery.of(Map.of(name, List.of("1", "1"))));
  }

  @Test
  void controlCharactersAndLongTextsAreRefused() {
    refused("roomID", () -> SessionQuery.of(Map.of("roomID", List.of("a\u0000"))));
    refused("roomID", () -> SessionQuery.of(Map.of("roomID", List.of("r".repeat(65)))));
  }

  @Test
  void everyFilterOfTheAccessLogIsRead() {
    AccessFilter.AccessPlace place = new AccessFilter.AccessPlace(NOON, SESSION, 12);

    AccessQuery query =
        AccessQuery.of(
            Map.ofEntries(
                one("kind", "REFUSED"),
                one("userID", "ann"),
                one("ip", "::1"),
                one("from", "2026-01-31T12:00:00Z"),
                one("to", "2026-01-31T12:00:00.001Z"),
                one("cursor", Cursor.ACCESS.write(NOON.toEpochMilli(), SESSION, 12)),
                one("limit", "500")));

    assertThat(query.limit()).isEqualTo(500);
    assertThat(query.filter())
        .isEqualTo(
            new AccessFilter(
                Optional.of("REFUSED"),
                Optional.of("ann"),
                Optional.of("::1"),
                Optional.of(NOON),
                Optional.of(NOON.plusMillis(1)),
                Optional.of(place)));
  }

  @Test
  void aCursorOfOneListIsNoCursorOfAnother() {
    String line = Cursor.LINES.write(3);

    assertThat(
            Cursor.LINES.read(
                QueryParameters.of(Map.of("cursor", List.of(line)), Set.of("cursor")),
                place -> place.number(0)))
        .contains(3L);
    refused("cursor", () -> SessionQuery.of(Map.of("cursor", List.of(line))));
    refused("cursor", () -> AccessQuery.of(Map.of("cursor", List.of(line))));
  }

  @Test
  void aCursorIsUrlSafeText() {
    assertThat(Cursor.SESSIONS.write(NOON.toEpochMilli(), SESSION)).matches("[A-Za-z0-9_-]+");
  }

  private static Map.Entry<String, List<String>> one(String name, String value) {
    return Map.entry(name, List.of(value));
  }

  private static void refused(String name, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.problem()).isEqualTo(ApiProblem.BAD_PARAMETER);
              assertThat(refusal.detail()).startsWith(name + ":");
            });
  }
}
