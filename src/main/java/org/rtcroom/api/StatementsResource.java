package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;

/** Takes what back ends state about sessions, also after these have closed. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatementsResource {

  /** Bytes of the data of a statement at most. */
  private static final int LARGEST = 4 * 1024;

  private static final int LONGEST_CASE = 128;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  @Inject SessionRecord sessions;
  @Inject ChangeNotes changes;
  @Inject ApiRequest visit;

  /** Adds a statement to the record of a session. Nothing takes it back. */
  @POST
  @Path("{sessionId}/statements")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public Response state(@PathParam("sessionId") String id, byte[] body) {
    SessionId sessionId = Sessions.id(id);
    JsonBody sent =
        JsonBody.of(body, Set.of("type", "occurredAt", "sha256", "uri", "userID", "data"));
    SessionSummary session =
        sessions.add(sessionId, stated(sent), visit.actor()).orElseThrow(Sessions::none);
    changes.note("statement-made", sessionId, Map.of());
    return Response.status(Response.Status.CREATED).entity(Sessions.receipt(session)).build();
  }

  private Remarks.Stated stated(JsonBody sent) {
    String type = sent.requiredText("type", 32);
    if (!Remarks.STATEMENT_TYPES.contains(type)) {
      String list = String.join(", ", Remarks.STATEMENT_TYPES.stream().sorted().toList());
      throw ApiException.parameter("type", "one of " + list);
    }
    Optional<String> sha256 = sent.text("sha256", 64);
    if (sha256.filter(hash -> !SHA256.matcher(hash).matches()).isPresent()) {
      throw ApiException.parameter("sha256", "64 lower-case hexadecimal digits");
    }
    Optional<UserId> user = sent.text("userID", 64).map(text -> JsonBody.user("userID", text));
    return new Remarks.Stated(
        type,
        Instant.ofEpochMilli(sent.requiredTime("occurredAt").toEpochMilli()),
        sha256,
        sent.text("uri", 1024),
        user,
        data(type, sent),
        visit.author());
  }

  /** Objects and arrays are kept as their JSON text. */
  private static Optional<String> data(String type, JsonBody sent) {
    Optional<String> data = sent.present("data").map(StatementsResource::data);
    boolean wrongCase =
        type.equals(Remarks.CASE)
            && data.filter(text -> !text.isEmpty() && text.length() <= LONGEST_CASE).isEmpty();
    if (wrongCase) {
      throw ApiException.parameter("data", "the case, 1 to " + LONGEST_CASE + " characters");
    }
    return data;
  }

  private static String data(JsonValue value) {
    boolean structure = value instanceof JsonStructure;
    String text =
        value instanceof JsonString string ? string.getString() : structure ? value.toString() : "";
    boolean storable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (text.isEmpty()
        || !storable
        || text.indexOf('\u0000') >= 0
        || text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw ApiException.parameter("data", "a text, object or array of 1 to " + LARGEST + " bytes");
    }
    return text;
  }
}
