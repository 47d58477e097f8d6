package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.room.Ban;
import org.rtcroom.room.Bans;
import org.rtcroom.room.RoomKey;

/** Lists and lifts bans, which keep users out of rooms. Removals impose them. */
@Path("bans")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class BansResource {

  @Inject Bans bans;
  @Inject ApiRequest request;

  /** A page of the list. */
  record BanPage(Optional<Bans.BanPlace> after, int limit) implements ReadQuery {

    static BanPage of(ApiRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      return new BanPage(
          Cursor.BANS.read(parameters, place -> new Bans.BanPlace(place.time(0), place.text(1))),
          parameters.limit());
    }
  }

  /**
   * The bans in force on this node, those that end first in front. Operators do not learn whom they
   * keep out.
   */
  @GET
  @AuditedRead(HistoryRead.BANS)
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject bans() {
    BanPage page = request.noted(BanPage.class);
    List<Ban> found = bans.after(page.after(), page.limit() + 1);
    Map<String, Ban.Subject> subjects = bans.subjects(found);
    return AnswerJson.page(
        found,
        page.limit(),
        ban -> shown(ban, Optional.ofNullable(subjects.get(ban.id()))),
        last -> Cursor.BANS.write(last.until().toEpochMilli(), last.id()));
  }

  /** Lets the user in again, except into the session that the user was put out of. */
  @DELETE
  @Path("{banId}")
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject lift(@PathParam("banId") String id) {
    Ban ban =
        bans.find(id)
            .orElseThrow(() -> new ApiException(ApiProblem.NO_SUCH_BAN, "no ban has that id"));
    Optional<Ban.Subject> subject = bans.lift(ban, request.actor());
    request
        .holder()
        .changed(
            "ban-lifted",
            Map.of("ban", ban.id()),
            subject
                .map(was -> Map.of("room", was.key().id(), "user", was.userId().value()))
                .orElse(Map.of()));
    return shown(ban, subject);
  }

  private JsonObject shown(Ban ban, Optional<Ban.Subject> subject) {
    return SessionQuery.mayKnowPeople(request.key())
        ? json(ban, subject).build()
        : json(ban, subject).addNull("userID").build();
  }

  /** A ban goes on where nothing tells any more whom it keeps out, and of which room. */
  private static JsonObjectBuilder json(Ban ban, Optional<Ban.Subject> subject) {
    Optional<RoomKey> key = subject.map(Ban.Subject::key);
    return AnswerJson.object()
        .add("id", ban.id())
        .add("space", AnswerJson.text(key.map(room -> room.space().name())))
        .add("roomID", AnswerJson.text(key.map(RoomKey::id)))
        .add("userID", AnswerJson.text(subject.map(each -> each.userId().value())))
        .add("until", AnswerJson.time(ban.until()));
  }
}
