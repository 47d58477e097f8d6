package org.rtcroom.identity;

import org.rtcroom.Measured;
import org.rtcroom.Round;
import org.rtcroom.kernel.UserId;
import org.rtcroom.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What the ticket of a login costs; each one is of another user. */
public class TicketCheck extends Measured {

  private static final String SECRET_KEY = "5f".repeat(32);
  private static final Duration VALIDITY = Duration.ofDays(1);

  /** Of the signatures of P-256. The service takes the native one if it is there. */
  @Param("JVM")
  private String provider;

  private IdentitySettings settings;
  private String application;
  private Keys keys;
  private UserSigs remembering;
  private UserSigs forgetful;
  private Round<Shown> seen;
  private Round<Shown> unseenV1;
  private Round<Shown> unseenV2;

  private record Shown(String userSig, VerifiedTicket proof) {}

  /** Nobody's tickets were ever refused. */
  private static final class InMemory implements RevocationStore {

    @Override
    public void refuseBefore(UserId user, Instant notBefore) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant notBefore(UserId user) {
      return Instant.EPOCH;
    }
  }

  @Setup
  public void issue() throws IOException {
    require(provider.equals(NativeProvider.PRESENT.map(Provider::getName).orElse("JVM")));
    String home = Files.createTempDirectory("tickets").toString();
    Settings given =
        Settings.of(Map.of("roomservice.home", home, "roomservice.im.secret-key", SECRET_KEY));
    settings = new IdentitySettings(given);
    application = String.valueOf(settings.sdkAppId());
    keys = new Keys(given);
    remembering = anew();
    List<Shown> v1 = shown(TicketFormat.V1);
    v1.forEach(one -> verified(remembering, one));
    seen = new Round<>(v1, () -> {});
    unseenV1 = new Round<>(v1, () -> forgetful = anew());
    unseenV2 = new Round<>(shown(TicketFormat.V2), () -> forgetful = anew());
  }

  private UserSigs anew() {
    Clock clock = Clock.systemUTC();
    return new UserSigs(settings, keys, new Revocations(settings, new InMemory(), clock), clock);
  }

  private List<Shown> shown(TicketFormat format) {
    TicketSignatures signatures = new TicketSignatures(keys.tickets());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return IntStream.range(0, Round.LENGTH)
        .mapToObj(n -> new VerifiedTicket(UserId.of("u" + n + "_1"), now, now.plus(VALIDITY)))
        .map(proof -> new Shown(signatures.sign(unsigned(format, proof)), proof))
        .toList();
  }

  private Ticket unsigned(TicketFormat format, VerifiedTicket proof) {
    long issued = proof.issued().getEpochSecond();
    return Ticket.unsigned(
        format, proof.userId(), settings.sdkAppId(), issued, VALIDITY.toSeconds());
  }

  /** P-256. */
  @Benchmark
  public VerifiedTicket neverSeenV1() {
    return verified(forgetful, unseenV1.next());
  }

  /** HMAC. */
  @Benchmark
  public VerifiedTicket neverSeenV2() {
    return verified(forgetful, unseenV2.next());
  }

  @Benchmark
  public VerifiedTicket seenBefore() {
    return verified(remembering, seen.next());
  }

  private VerifiedTicket verified(UserSigs by, Shown shown) {
    VerifiedTicket found = by.verify(shown.userSig(), shown.proof().userId(), application);
    require(found.equals(shown.proof()));
    return found;
  }
}
