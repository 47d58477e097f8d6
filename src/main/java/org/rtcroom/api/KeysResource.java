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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.KeyRegistry;

/** The API keys. Each one given out or ended is a line of the access log. */
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class KeysResource {

  /** How long a key is good at most. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** Names the log gives to keys that nobody gave out. */
  private static final Set<String> RESERVED = Set.of("demo", "bootstrap");

  @Inject KeyRegistry keys;
  @Inject ApiRequest visit;
  @Inject Clock clock;

  @Context UriInfo uri;

  /** Gives out a key. Its text is in this answer and nowhere else, ever. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public Response create(byte[] body) {
    JsonBody sent = JsonBody.of(body, Set.of("name", "roles", "expires"));
    String name = sent.requiredText("name", 64);
    if (RESERVED.contains(name)) {
      throw ApiException.parameter("name", "a name other than " + String.join(", ", RESERVED));
    }
    KeyRegistry.Made made =
        keys.create(name, roles(sent), expires(sent), visit.actor(), visit.key());
    return Response.status(Response.Status.CREATED)
        .entity(KeyJson.made(made, clock.instant()))
        .build();
  }

  private static Set<ApiKey.Role> roles(JsonBody sent) {
    Set<ApiKey.Role> roles =
        sent.texts("roles", ApiKey.Role.values().length).stream()
            .map(KeysResource::role)
            .collect(Collectors.toSet());
    if (!ApiKey.compatible(roles)) {
      throw ApiException.parameter("roles", "not ADMIN and AUDITOR together");
    }
    return roles;
  }

  private static ApiKey.Role role(String text) {
    try {
      return ApiKey.Role.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.parameter("roles", "some of INTEGRATOR, OPERATOR, AUDITOR, ADMIN");
    }
  }

  private Instant expires(JsonBody sent) {
    Instant now = clock.instant();
    Instant expires = Instant.ofEpochMilli(sent.requiredTime("expires").toEpochMilli());
    if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
      throw ApiException.parameter(
          "expires", "a time to come, at most " + LONGEST.toDays() + " days ahead");
    }
    return expires;
  }

  /** The keys there are and were, newest first, without their texts. */
  @GET
  @Requires(ADMIN)
  public JsonObject keys() {
    QueryParameters asked = QueryParameters.of(uri.getQueryParameters(), Set.of("cursor", "limit"));
    Instant now = clock.instant();
    List<KeyRegistry.Listed> found = keys.keys(Cursor.key(asked), asked.limit() + 1);
    return Listing.of(found, asked.limit(), key -> KeyJson.listed(key, now), KeysResource::cursor);
  }

  private static String cursor(KeyRegistry.Listed listed) {
    return Cursor.of(new KeyRegistry.Place(listed.key().created(), listed.key().key().id()));
  }

  /** Ends a key, at once on this node. Once more does nothing more. */
  @DELETE
  @Path("{keyId}")
  @Requires(ADMIN)
  public JsonObject revoke(@PathParam("keyId") String id) {
    return keys.revoke(id, visit.actor(), visit.key())
        .map(key -> KeyJson.listed(new KeyRegistry.Listed(key, true), clock.instant()))
        .orElseThrow(() -> new ApiException(ApiProblem.NO_SUCH_KEY, "no key has that id"));
  }
}
