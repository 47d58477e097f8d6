package org.rtcroom.ops;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.settings.Settings;

/** What is wrong with the settings. */
@Path("check_config")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SettingsResource {

  @Inject OpsAccess door;
  @Inject Settings settings;

  /** The mode, and what production would refuse; for administrators. No value that is secret. */
  @GET
  public Response problems() {
    door.requireKey("GET ops/check_config", Set.of(Role.ADMIN));
    String answer =
        Json.createObjectBuilder()
            .add("mode", settings.mode().name().toLowerCase(Locale.ROOT))
            .add("problems", Json.createArrayBuilder(SettingsCheck.problems(settings)))
            .build()
            .toString();
    return Response.ok(answer.getBytes(StandardCharsets.UTF_8)).build();
  }
}
