package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.KeyRegistry;
import org.rtcroom.apikey.StoredKey;

/** The API keys. Each one given out or ended is a line of the access log. */
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class KeysResource {

  @Inject KeyRegistry keys;
  @Inject ApiRequest request;
  @Inject Clock clock;

  /** The body of a call for a new API key. */
  record KeyRequest(String name, List<ApiKey.Role> roles, Instant expires) {

    /** How long a key is good at most. */
    private static final Duration LONGEST = Duration.ofDays(366);

    /** Names the log gives to keys that no administrator gave out. */
    private static final Set<String> RESERVED = Set.of("demo", "bootstrap");

    KeyRequest {
      name = FieldBounds.text("name", name, 64);
      if (RESERVED.contains(name)) {
        throw ApiException.parameter("name", "a name other than " + String.join(", ", RESERVED));
      }
      roles = FieldBounds.items("roles", roles, ApiKey.Role.values().length);
      if (!ApiKey.compatible(EnumSet.copyOf(roles))) {
        throw ApiException.parameter("roles", "not ADMIN and AUDITOR together");
      }
      expires = FieldBounds.millis("expires", expires);
    }
  }

  /** Gives out a key, for a year at most. Its text is in this answer and nowhere else, ever. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public Response create(byte[] body) {
    Instant now = clock.instant();
    KeyRequest key = JsonBody.read(body, KeyRequest.class);
    FieldBounds.ahead("expires", key.expires(), now, KeyRequest.LONGEST);
    KeyRegistry.NewKey made =
        keys.create(
            key.name(), Set.copyOf(key.roles()), key.expires(), request.actor(), request.key());
    Optional<Instant> confirmed = keys.confirmFirst(made.key(), request.actor(), request.key());
    return Response.status(Response.Status.CREATED)
        .entity(json(made.key(), true, confirmed).add("key", made.text()).build())
        .build();
  }

  /**
   * Confirms a key that another administrator gave out, so that it may agree to what takes two
   * persons. Once more does nothing more.
   */
  @POST
  @Path("{keyId}/confirmation")
  @Requires(ADMIN)
  public JsonObject confirm(@PathParam("keyId") String id) {
    return keys.confirm(id, request.actor(), request.key())
        .map(entry -> json(entry.key(), true, entry.confirmed()).build())
        .orElseThrow(KeysResource::unknown);
  }

  /** A page of the list. */
  record KeyPage(Optional<KeyRegistry.KeyPlace> after, int limit) implements ReadQuery {

    static KeyPage of(ApiRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      return new KeyPage(
          Cursor.KEYS.read(
              parameters, place -> new KeyRegistry.KeyPlace(place.time(0), place.text(1))),
          parameters.limit());
    }
  }

  /** The keys there are and were, newest first, without their texts. */
  @GET
  @AuditedRead(HistoryRead.KEYS)
  @Requires(ADMIN)
  public JsonObject keys() {
    KeyPage page = request.noted(KeyPage.class);
    return AnswerJson.page(
        keys.keys(page.after(), page.limit() + 1),
        page.limit(),
        listed -> json(listed.key(), listed.borneOut(), listed.confirmed()).build(),
        last -> Cursor.KEYS.write(last.key().created().toEpochMilli(), last.key().key().id()));
  }

  /** Ends a key, at once on this node. Once more does nothing more. */
  @DELETE
  @Path("{keyId}")
  @Requires(ADMIN)
  public JsonObject revoke(@PathParam("keyId") String id) {
    return keys.revoke(id, request.actor(), request.key())
        .map(entry -> json(entry.key(), true, entry.confirmed()).build())
        .orElseThrow(KeysResource::unknown);
  }

  private static ApiException unknown() {
    return new ApiException(ApiProblem.NO_SUCH_KEY, "no key has that id");
  }

  private JsonObjectBuilder json(StoredKey key, boolean borneOut, Optional<Instant> confirmed) {
    return AnswerJson.object()
        .add("id", key.key().id())
        .add("name", key.key().name())
        .add("roles", AnswerJson.texts(key.key().roles().stream().map(Enum::name).sorted()))
        .add("created", AnswerJson.time(key.created()))
        .add("expires", AnswerJson.time(key.expires()))
        .add("revoked", AnswerJson.time(key.revoked()))
        .add("confirmed", AnswerJson.time(confirmed))
        .add("state", state(key, borneOut));
  }

  /** {@code void} is a key that the access log does not bear out. */
  private String state(StoredKey key, boolean borneOut) {
    if (!borneOut) {
      return "void";
    }
    if (key.revoked().isPresent()) {
      return "revoked";
    }
    return clock.instant().isBefore(key.expires()) ? "good" : "expired";
  }
}
