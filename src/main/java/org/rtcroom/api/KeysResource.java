package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.rtcroom.apikey.KeyRegistry;

/** The API keys. Each one given out or ended is a line of the access log. */
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class KeysResource {

  @Inject KeyRegistry keys;
  @Inject ApiRequest request;
  @Inject Clock clock;

  @Context UriInfo uri;

  /** Gives out a key. Its text is in this answer and nowhere else, ever. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public Response create(byte[] body) {
    KeyRequest key = KeyRequest.of(body, clock.instant());
    KeyRegistry.Made made =
        keys.create(key.name(), key.roleSet(), key.expires(), request.actor(), request.key());
    return Response.status(Response.Status.CREATED)
        .entity(KeyJson.made(made, clock.instant()))
        .build();
  }

  /** The keys there are and were, newest first, without their texts. */
  @GET
  @Requires(ADMIN)
  public JsonObject keys() {
    QueryParameters parameters =
        QueryParameters.of(uri.getQueryParameters(), Set.of("cursor", "limit"));
    Instant now = clock.instant();
    List<KeyRegistry.Listed> found = keys.keys(Cursor.key(parameters), parameters.limit() + 1);
    return Listing.of(
        found, parameters.limit(), key -> KeyJson.listed(key, now), KeysResource::cursor);
  }

  private static String cursor(KeyRegistry.Listed listed) {
    return Cursor.of(new KeyRegistry.Place(listed.key().created(), listed.key().key().id()));
  }

  /** Ends a key, at once on this node. Once more does nothing more. */
  @DELETE
  @Path("{keyId}")
  @Requires(ADMIN)
  public JsonObject revoke(@PathParam("keyId") String id) {
    return keys.revoke(id, request.actor(), request.key())
        .map(key -> KeyJson.listed(new KeyRegistry.Listed(key, true), clock.instant()))
        .orElseThrow(() -> new ApiException(ApiProblem.NO_SUCH_KEY, "no key has that id"));
  }
}
