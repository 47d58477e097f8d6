package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.UserId;

/** Gives back ends tickets for their users. */
@Path("tickets")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class TicketsResource {

  /** Seconds. */
  private static final long LONGEST = Duration.ofHours(1).toSeconds();

  @Inject UserSigs userSigs;
  @Inject IdentitySettings settings;
  @Inject ChangeNotes changes;
  @Inject Clock clock;

  /** A userSig for a user; noted before it is given out. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public Response issue(byte[] body) {
    JsonBody sent = JsonBody.of(body, Set.of("userID", "validFor"));
    UserId user = sent.requiredUser("userID");
    Duration validity =
        Duration.ofSeconds(
            sent.number("validFor", 1, LONGEST)
                .orElseThrow(() -> ApiException.parameter("validFor", "1 to 3600 seconds")));
    if (settings.reserved(user)) {
      throw ApiException.parameter("userID", "a user who is not reserved");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String userSig = userSigs.issue(user, validity);
    changes.noteTicket(user);
    return Response.status(Response.Status.CREATED)
        .entity(
            Values.object()
                .add("userID", user.value())
                .add("sdkAppID", settings.sdkAppId())
                .add("userSig", userSig)
                .add("expires", Values.time(now.plus(validity)))
                .build())
        .build();
  }
}
