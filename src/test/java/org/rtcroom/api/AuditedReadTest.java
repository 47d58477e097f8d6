package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.GET;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No read of the history is made that the access log does not note. */
class AuditedReadTest {

  /** What is read without a note, and why. */
  private static final Map<String, String> NOT_NOTED =
      Map.of(
          "EvidenceResource.job", "the verification was noted when it began",
          "OpenApiResource.document", "the same document for everybody");

  private static final Map<HistoryRead, String> NAMES =
      Map.ofEntries(
          Map.entry(HistoryRead.SESSIONS, "sessions"),
          Map.entry(HistoryRead.SESSIONS_CSV, "sessions.csv"),
          Map.entry(HistoryRead.SESSIONS_XLSX, "sessions.xlsx"),
          Map.entry(HistoryRead.SESSION, "session"),
          Map.entry(HistoryRead.EVENTS, "events"),
          Map.entry(HistoryRead.STATE, "at"),
          Map.entry(HistoryRead.DOSSIER, "dossier"),
          Map.entry(HistoryRead.ACCESS_LOG, "access-log"),
          Map.entry(HistoryRead.BANS, "bans"),
          Map.entry(HistoryRead.KEYS, "keys"),
          Map.entry(HistoryRead.DELIVERIES, "deliveries"),
          Map.entry(HistoryRead.CHECKPOINTS, "checkpoints"),
          Map.entry(HistoryRead.EXPORT, "export"),
          Map.entry(HistoryRead.VERIFICATION, "verification"),
          Map.entry(HistoryRead.RECONCILIATION, "reconciliation"));

  @Test
  void everyGetIsNotedOrOnTheListOfThoseThatAreNot() {
    Set<String> unmarked =
        ApiFilterTest.resourceMethods()
            .filter(method -> method.isAnnotationPresent(GET.class))
            .filter(method -> !method.isAnnotationPresent(AuditedRead.class))
            .map(AuditedReadTest::name)
            .collect(Collectors.toSet());

    assertThat(unmarked).isEqualTo(NOT_NOTED.keySet());
  }

  @Test
  void everyReadIsOfOneMethod() {
    List<HistoryRead> reads =
        ApiFilterTest.resourceMethods()
            .flatMap(method -> Stream.ofNullable(method.getAnnotation(AuditedRead.class)))
            .map(AuditedRead::value)
            .toList();

    assertThat(reads).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(HistoryRead.class));
  }

  @Test
  void theNamesThatAreRecordedNeverChange() {
    assertThat(Arrays.stream(HistoryRead.values()))
        .allSatisfy(read -> assertThat(read.what).isEqualTo(NAMES.get(read)));
  }

  @Test
  void whatWasNotNotedCannotBeRead() {
    assertThatThrownBy(() -> new ApiRequest().noted(SessionQuery.class))
        .hasMessageContaining("not noted");
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
