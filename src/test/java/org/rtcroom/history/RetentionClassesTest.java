package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** Which records are kept for how long. */
class RetentionClassesTest {

  private static RetentionClasses classes(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("roomservice.retention." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return RetentionClasses.read(Settings.of(settings));
  }

  @Test
  void withoutSettingsEverythingIsKeptForGood() {
    assertThat(classes().rules()).isEmpty();
    assertThat(classes().period("standard", "live_room")).isEmpty();
  }

  @Test
  void theRuleForAFamilyGoesBeforeTheOneForAll() {
    RetentionClasses classes = classes("standard", "1825d", "live-room.standard", "30d");

    assertThat(classes.period("standard", "live_room"))
        .contains(RetentionPeriod.of(Duration.ofDays(30)));
    assertThat(classes.period("standard", "double_room"))
        .contains(RetentionPeriod.of(Duration.ofDays(1825)));
  }

  @Test
  void aClassMustBeNamedToBeOne() {
    assertThat(classes("account", "30d").rules()).isEmpty();
    assertThat(classes("classes", "account, other", "account", "30d").rules())
        .containsExactly(
            new RetentionClasses.ClassPeriod(
                "account", Optional.empty(), RetentionPeriod.of(Duration.ofDays(30))));
  }

  @Test
  void noSessionHasTheClassOfAccessLogs() {
    RetentionClasses classes = classes("access-log", "365d");

    assertThat(classes.rules()).hasSize(1);
    assertThat(classes.period("access-log", "live_room")).isEmpty();
    assertThatThrownBy(() -> classes("classes", "access-log")).isInstanceOf(BadSetting.class);
  }

  @Test
  void badNamesAndPeriodsAreRefused() {
    assertThatThrownBy(() -> classes("classes", "Account")).isInstanceOf(BadSetting.class);
    assertThatThrownBy(() -> classes("standard", "23h")).isInstanceOf(BadSetting.class);
  }

  /** 1825 days are not five years: leap days lie between. */
  @Test
  void yearsAreCountedByTheCalendar() {
    RetentionPeriod five = classes("standard", "5y").period("standard", "live_room").orElseThrow();

    assertThat(five.end(Instant.parse("2026-11-30T12:00:00Z"))).isEqualTo("2031-11-30T12:00:00Z");
    assertThat(five.end(Instant.parse("2028-02-29T12:00:00Z"))).isEqualTo("2033-02-28T12:00:00Z");
    assertThat(five.field()).isEqualTo(Map.entry("years", 5L));
    for (String wrong : List.of("0y", "101y", "y", "-5y", "5 y", "1.5y", "05y")) {
      assertThatThrownBy(() -> classes("standard", wrong))
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining("1y to 100y");
    }
  }
}
