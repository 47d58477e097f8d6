package org.rtcroom.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;

/** Refusals are counted by the minute and never grow without bound. */
class RefusalsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Refusals refusals = new Refusals();

  @Test
  void equalRefusalsOfAMinuteAreOneWithACount() {
    add("ann", "login", 7);
    add("ann", "login", 7);
    add("ann", "login", 4);

    assertThat(refusals.due(NOON.plusSeconds(60)))
        .extracting(counted -> counted.refusal().code() + "x" + counted.count())
        .containsExactlyInAnyOrder("7x2", "4x1");
  }

  @Test
  void refusalsThatPassedOtherProxiesAreApart() {
    for (String via : new String[] {"10.0.0.1", "10.0.0.2"}) {
      refusals.add(
          new Actor(Optional.empty(), Proof.NONE, "192.0.2.1", "", via, "", "", "", ""),
          "login",
          4,
          NOON);
    }

    assertThat(refusals.takeAll())
        .extracting(counted -> AccessNote.of(counted).actor.via())
        .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
  }

  @Test
  void nothingIsDueWhileTheMinuteRuns() {
    add("ann", "login", 7);

    assertThat(refusals.due(NOON.plusSeconds(59))).isEmpty();
  }

  @Test
  void whatWasTakenIsNotTakenAgain() {
    add("ann", "login", 7);

    assertThat(refusals.takeAll()).hasSize(1);
    assertThat(refusals.takeAll()).isEmpty();
  }

  @Test
  void whatCouldNotBeWrittenIsCountedOnAndDueAgain() {
    add("ann", "login", 7);
    Refusals.RefusalCount failed = refusals.due(NOON.plusSeconds(60)).get(0);
    refusals.takeBack(failed);
    add("ann", "login", 7);

    assertThat(refusals.due(NOON.plusSeconds(60)))
        .extracting(Refusals.RefusalCount::count, Refusals.RefusalCount::minute)
        .containsExactly(tuple(2L, NOON));
  }

  @Test
  void beyondTheBoundOnlyOperationAndCodeAreToldApart() {
    for (int i = 0; i < 20_000; i++) {
      add("user" + i, "login", 7);
    }

    var counted = refusals.takeAll();

    assertThat(counted).hasSize(Refusals.DISTINCT + 1);
    assertThat(counted.stream().mapToLong(Refusals.RefusalCount::count).sum()).isEqualTo(20_000);
  }

  private void add(String user, String operation, int code) {
    Actor actor =
        new Actor(Optional.of(new UserId(user)), Proof.TOKEN, "192.0.2.1", "", "", "", "", "", "");
    refusals.add(actor, operation, code, NOON);
  }
}
