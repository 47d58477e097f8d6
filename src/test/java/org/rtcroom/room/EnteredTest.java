package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Since when somebody is inside: for so long a token counts, though it expires. */
class EnteredTest {

  private static final RoomKey DOUBLE = RoomKey.of(RoomType.DOUBLE, "r1");

  private final Site site = new Site();

  @Test
  void aMemberIsInsideFromEnteringToLeaving() {
    done(site.open(RoomType.DOUBLE, "r1", BOB));
    assertThat(site.lifecycle.entered(DOUBLE, ANN)).isEmpty();
    site.clock.advance(Duration.ofSeconds(5));
    Instant entered = site.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.clock.advance(Duration.ofSeconds(5));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.DOUBLE, "r1", BOB));

    assertThat(site.lifecycle.entered(DOUBLE, ANN)).contains(entered);
    assertThat(site.lifecycle.entered(DOUBLE, BOB)).contains(entered.plusSeconds(5));
    assertThat(site.lifecycle.entered(RoomKey.of(RoomType.MULTI, "r1"), ANN)).isEmpty();

    site.lifecycle.leave(DOUBLE, ANN, Site.actor(ANN));
    assertThat(site.lifecycle.entered(DOUBLE, ANN)).isEmpty();
    site.clock.advance(Duration.ofSeconds(5));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    assertThat(site.lifecycle.entered(DOUBLE, ANN)).contains(entered.plusSeconds(10));
  }

  @Test
  void afterAStartNobodyIsKnownToHaveEnteredLaterThanTheSessionBegan() {
    Instant opened = done(site.open(RoomType.DOUBLE, "r1", BOB)).openedAt();
    site.clock.advance(Duration.ofSeconds(5));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.clock.advance(Duration.ofDays(2));

    Site again = site.restarted();

    assertThat(again.lifecycle.entered(DOUBLE, ANN)).contains(opened);
    again.sweep.run();
    again.clock.advance(Duration.ofSeconds(20));
    again.sweep.run();
    assertThat(again.directory.find(DOUBLE)).isPresent();
  }
}
