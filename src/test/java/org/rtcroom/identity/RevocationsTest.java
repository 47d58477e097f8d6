package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.kernel.UserId;

class RevocationsTest {

  private static final UserId ANN = UserId.of("ann");

  private final Map<UserId, Instant> rows = new HashMap<>();
  private final Path home;

  RevocationsTest(@TempDir Path home) {
    this.home = home;
  }

  private final RevocationStore store =
      new RevocationStore() {
        @Override
        public void refuseBefore(UserId user, Instant notBefore) {
          rows.merge(user, notBefore, (a, b) -> a.isAfter(b) ? a : b);
        }

        @Override
        public Instant notBefore(UserId user) {
          return rows.getOrDefault(user, Instant.EPOCH);
        }
      };

  @Test
  void aTicketIssuedBeforeIsRefusedAndALaterOneIsNot() {
    Site site = Site.at(home);
    Revocations revocations = new Revocations(site.settings(), store, site.clock());
    UserSigs sigs = new UserSigs(site.settings(), site.keys(), revocations, site.clock());
    String early = sigs.issue(ANN, Duration.ofHours(1));
    sigs.verify(early, ANN, Site.APPLICATION);

    site.clock().advance(Duration.ofSeconds(1));
    revocations.refuseBefore(ANN, site.clock().instant());
    String late = sigs.issue(ANN, Duration.ofHours(1));

    assertThatThrownBy(() -> sigs.verify(early, ANN, Site.APPLICATION))
        .isInstanceOf(NotAuthenticated.class)
        .hasMessageContaining("revoked");
    assertThatCode(() -> sigs.verify(late, ANN, Site.APPLICATION)).doesNotThrowAnyException();
  }

  @Test
  void theMomentOnlyMovesForward() {
    Site site = Site.at(home);
    Revocations revocations = new Revocations(site.settings(), store, site.clock());
    revocations.refuseBefore(ANN, Site.START);

    revocations.refuseBefore(ANN, Site.START.minusSeconds(60));

    assertThatThrownBy(() -> revocations.check(ANN, Site.START.minusSeconds(1)))
        .isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void othersAreNotConcerned() {
    Site site = Site.at(home);
    Revocations revocations = new Revocations(site.settings(), store, site.clock());
    revocations.refuseBefore(ANN, Site.START);

    assertThatCode(() -> revocations.check(UserId.of("bob"), Instant.EPOCH))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherNodeRefusesAfterTheRevocationDelay() {
    Site site = Site.at(home, "cluster.enabled", "true");
    Revocations revocations = new Revocations(site.settings(), store, site.clock());
    revocations.check(ANN, Site.START);
    store.refuseBefore(ANN, Site.START.plusSeconds(1));

    revocations.check(ANN, Site.START);
    site.clock().advance(Duration.ofSeconds(2));

    assertThatThrownBy(() -> revocations.check(ANN, Site.START))
        .isInstanceOf(NotAuthenticated.class);
  }
}
