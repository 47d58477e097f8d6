package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.rtcroom.identity.Revocations;
import org.rtcroom.identity.Tokens;
import org.rtcroom.kernel.UserId;

/** Revokes the tokens and tickets of users. */
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class UsersResource {

  @Inject Revocations revocations;
  @Inject Tokens tokens;
  @Inject ApiRequest request;
  @Inject Clock clock;

  /**
   * The body of a call that revokes the tokens and tickets of a user.
   *
   * @param notBefore tickets issued before this are refused
   */
  record RevocationRequest(Instant notBefore) {

    RevocationRequest {
      notBefore = FieldBounds.millis("notBefore", notBefore);
    }
  }

  /** Ends the user's tokens, and refuses the tickets issued before a moment. */
  @POST
  @Path("{userID}/revocation")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public JsonObject revoke(@PathParam("userID") String id, byte[] body) {
    UserId user = TextForm.USER.read("userID", id);
    Instant notBefore = JsonBody.read(body, RevocationRequest.class).notBefore();
    if (notBefore.isAfter(clock.instant()) || notBefore.toEpochMilli() <= 0) {
      throw ApiException.parameter("notBefore", "a time that is past");
    }
    revocations.refuseBefore(user, notBefore);
    KeyHolder holder = request.holder();
    tokens.revoke(
        user,
        advance ->
            holder.changed(
                "user-revoked",
                Map.of("notBefore", AnswerJson.time(notBefore)),
                Map.of("user", user.value()),
                advance));
    return AnswerJson.object()
        .add("userID", user.value())
        .add("notBefore", AnswerJson.time(notBefore))
        .build();
  }
}
