package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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

/** Who is kept out of which room. Bans come with removals; here they are seen and lifted. */
@Path("bans")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class BansResource {

  @Inject Bans bans;
  @Inject ReadAudit reads;
  @Inject ChangeAudit changes;
  @Inject ApiRequest request;

  /** A page of the list. */
  record Page(Optional<Bans.BanPlace> after, int limit) implements ReadQuery {

    static Page of(ReadRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      return new Page(Cursor.ban(parameters), parameters.limit());
    }
  }

  /** The bans in force on this node, those that end first in front. */
  @GET
  @AuditedRead(HistoryRead.BANS)
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject bans() {
    Page page = reads.noted(Page.class);
    List<Ban> found = bans.after(page.after(), page.limit() + 1);
    return Listing.of(found, page.limit(), BansResource::json, BansResource::cursor);
  }

  private static String cursor(Ban ban) {
    return Cursor.of(new Bans.BanPlace(ban.until(), ban.id()));
  }

  /** Lets the user in again, except into the session that the user was put out of. */
  @DELETE
  @Path("{banId}")
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject lift(@PathParam("banId") String id) {
    Ban ban =
        bans.find(id)
            .orElseThrow(() -> new ApiException(ApiProblem.NO_SUCH_BAN, "no ban has that id"));
    bans.lift(ban.key(), ban.userId(), request.actor());
    changes.note(
        "ban-lifted",
        Map.of("space", ban.key().space().name(), "room", ban.key().id()),
        Map.of("user", ban.userId().value()));
    return json(ban);
  }

  private static JsonObject json(Ban ban) {
    return AnswerJson.object()
        .add("id", ban.id())
        .add("space", ban.key().space().name())
        .add("roomID", ban.key().id())
        .add("userID", ban.userId().value())
        .add("until", AnswerJson.time(ban.until()))
        .build();
  }
}
