package org.rtcroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Verifies and issues userSigs, the tickets that prove a user id to the IM service and to us.
 *
 * <p>Both formats verify when both keys are configured. The signature of a ticket seen before is
 * not computed again; everything else about it is checked every time. Thread-safe.
 */
@Unproxied
public class UserSigs {

  /** Tickets; some 300 bytes each. */
  private static final long MOST_REMEMBERED = 20_000;

  private static final Duration ADMINISTRATOR_VALIDITY = Duration.ofDays(1);

  private final Cache<String, TicketClaims> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private final IdentitySettings settings;
  private final TicketSignatures signatures;
  private final TicketFormat issue;
  private final Revocations revocations;
  private final Clock clock;
  private volatile AdministratorSig administrator = new AdministratorSig("", Instant.MIN);

  private record AdministratorSig(String userSig, Instant renewAt) {}

  @Inject
  public UserSigs(IdentitySettings settings, Keys keys, Revocations revocations, Clock clock) {
    this.settings = settings;
    this.signatures = new TicketSignatures(keys.tickets());
    this.issue = keys.tickets().issue();
    this.revocations = revocations;
    this.clock = clock;
  }

  /**
   * Checks that a ticket proves a user id: signature, identity, application, times, and that it was
   * not revoked.
   *
   * @param userSig as the client sent it
   * @param claimed the user that the client says it is
   * @param sdkAppIdInRequest the application the client says it uses
   * @return the statements of the ticket
   * @throws UnreadableTicket if the ticket cannot be decoded
   * @throws NotAuthenticated if it can, but does not prove this user for this application now
   */
  public VerifiedTicket verify(String userSig, UserId claimed, String sdkAppIdInRequest) {
    return verify(userSig, claimed, sdkAppIdInRequest, Optional.empty());
  }

  /**
   * As the other {@link #verify}; a ticket that expires while the user is inside a room is good for
   * heartbeats until the user leaves.
   *
   * @param entered when the user became a member of the room that the heartbeat is for; empty for
   *     who is none, and for all other requests
   */
  public VerifiedTicket verify(
      String userSig, UserId claimed, String sdkAppIdInRequest, Optional<Instant> entered) {
    if (!sdkAppIdInRequest.equals(String.valueOf(settings.sdkAppId()))) {
      throw new NotAuthenticated("the request names another application");
    }
    String digest = SecretFingerprint.hex(userSig);
    TicketClaims claims = verified.get(digest, unseen -> verifiedClaims(userSig));
    boolean inside = entered.filter(at -> at.isBefore(claims.expires())).isPresent();
    claims.check(claimed, settings, inside ? claims.atMost(clock.instant()) : clock.instant());
    revocations.check(claimed, claims.issued());
    return new VerifiedTicket(claimed, claims.issued(), claims.expires());
  }

  /**
   * A new userSig, good from now on.
   *
   * @param validity at least 1 s, whole seconds count; cut to {@code
   *     roomservice.identity.max-ticket-validity}
   * @throws NotAuthenticated if the user is the IM administrator or reserved
   */
  public String issue(UserId user, Duration validity) {
    if (settings.reserved(user)) {
      throw new NotAuthenticated("no ticket is given out for a reserved user");
    }
    return sign(user, validity);
  }

  /**
   * The administrator's own userSig, for our calls to the IM service. Never give it out or log it.
   */
  public String administratorSig() {
    AdministratorSig current = administrator;
    return clock.instant().isBefore(current.renewAt())
        ? current.userSig()
        : renewAdministratorSig();
  }

  /** Replaces the administrator's userSig, for when the IM service calls it expired. */
  public String renewAdministratorSig() {
    String userSig = sign(settings.administrator(), ADMINISTRATOR_VALIDITY);
    administrator =
        new AdministratorSig(userSig, clock.instant().plus(ADMINISTRATOR_VALIDITY.dividedBy(2)));
    return userSig;
  }

  private TicketClaims verifiedClaims(String userSig) {
    Ticket ticket = Ticket.parse(userSig);
    if (ticket.hasUserbuf()) {
      throw new NotAuthenticated("a privateMapKey is no userSig");
    }
    if (!signatures.verifies(ticket)) {
      throw new NotAuthenticated("the ticket's signature is wrong");
    }
    return ticket.claims();
  }

  private String sign(UserId user, Duration validity) {
    Duration longest = settings.maxTicketValidity().orElse(validity);
    long seconds = Math.min(validity.toSeconds(), longest.toSeconds());
    if (seconds < 1) {
      throw new IllegalArgumentException("a ticket is good for at least a second");
    }
    long now = clock.instant().getEpochSecond();
    return signatures.sign(Ticket.unsigned(issue, user, settings.sdkAppId(), now, seconds));
  }
}
