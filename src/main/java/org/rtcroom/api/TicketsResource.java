package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.UserId;

/** Gives back ends tickets for their users. */
@Path("tickets")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class TicketsResource {

  @Inject UserSigs userSigs;
  @Inject IdentitySettings settings;
  @Inject ApiRequest request;
  @Inject Clock clock;

  /**
   * The body of a call for a ticket.
   *
   * @param validFor seconds, at most an hour
   */
  record TicketRequest(@JsonProperty("userID") UserId user, Long validFor) {

    TicketRequest {
      user = FieldBounds.required("userID", user, TextForm.USER);
      validFor = FieldBounds.number("validFor", validFor, 1, Duration.ofHours(1).toSeconds());
    }
  }

  /** A userSig for a user; noted before it is given out. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public Response issue(byte[] body) {
    TicketRequest ticket = JsonBody.read(body, TicketRequest.class);
    UserId user = ticket.user();
    if (settings.reserved(user)) {
      throw ApiException.parameter("userID", "a user who is not reserved");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Duration validity = Duration.ofSeconds(ticket.validFor());
    String userSig = userSigs.issue(user, validity);
    request.holder().issued(user);
    return Response.status(Response.Status.CREATED)
        .entity(
            AnswerJson.object()
                .add("userID", user.value())
                .add("sdkAppID", settings.sdkAppId())
                .add("userSig", userSig)
                .add("expires", AnswerJson.time(now.plus(validity)))
                .build())
        .build();
  }
}
