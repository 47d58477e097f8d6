package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;

/** How far an NTP server says the node's clock is off. */
class NtpOffsetTest {

  private static final String SERVER = "roomservice.clock.ntp-server";

  private final Moved clock = new Moved();
  private FakeNtpServer server;
  private NtpOffset offset;

  @BeforeEach
  void aServerIsSet() throws Exception {
    server = new FakeNtpServer();
    offset = new NtpOffset(Optional.of(server.settings()), clock, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aServerThatIsAheadGivesAPositiveOffset() {
    server.aheadMillis = 5_000;

    offset.askIfDue();

    assertThat(offset.latest().orElseThrow()).isBetween(4_500L, 5_500L);
  }

  @Test
  void nothingIsKnownBeforeTheFirstAnswerNorWithoutAServer() {
    assertThat(offset.latest()).isEmpty();
    NtpOffset none = new NtpOffset(Optional.empty(), clock, NtpOffset.TIMEOUT);
    none.askIfDue();
    assertThat(none.latest()).isEmpty();
  }

  @Test
  void theServerIsAskedSeldom() {
    offset.askIfDue();
    offset.askIfDue();
    assertThat(server.asked).hasValue(1);

    clock.advance(NtpOffset.PAUSE);
    offset.askIfDue();

    assertThat(server.asked).hasValue(2);
  }

  @Test
  void anOldAnswerIsForgottenWhenTheServerFallsSilent() {
    offset.askIfDue();
    server.close();
    clock.advance(NtpOffset.GOOD.minusSeconds(1));
    offset.askIfDue();
    assertThat(offset.latest()).isPresent();

    clock.advance(Duration.ofSeconds(1));

    assertThat(offset.latest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void aServerThatIsNotSynchronisedTellsNothing(int stratum) {
    server.stratum = stratum;

    offset.askIfDue();

    assertThat(server.asked).hasValue(1);
    assertThat(offset.latest()).isEmpty();
  }

  @Test
  void theSettingNamesAHostAndAPort() {
    assertThat(read("ntp.example.com")).contains(new NtpSettings("ntp.example.com", 123));
    assertThat(read("[::1]:1123")).contains(new NtpSettings("[::1]", 1123));
    assertThat(read("")).isEmpty();
    for (String wrong : new String[] {"a b", "host:0", "host:65536", "http://host", "host:"}) {
      assertThatThrownBy(() -> read(wrong)).isInstanceOf(BadSetting.class);
    }
  }

  private static Optional<NtpSettings> read(String value) {
    return NtpSettings.read(Settings.of(Map.of(SERVER, value)));
  }

  private static final class Moved extends Clock {

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
