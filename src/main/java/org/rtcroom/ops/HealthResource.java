package org.rtcroom.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** Tells a load balancer whether this node lives and whether it can serve. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class HealthResource {

  private static final Logger LOG = System.getLogger(HealthResource.class.getName());

  @Resource(lookup = "java:app/jdbc/roomservice")
  DataSource database;

  /** Answers 200 as long as the node can answer at all. */
  @GET
  @Path("live")
  public Map<String, String> live() {
    return Map.of("status", "UP");
  }

  /** Answers 200 if the database answers too, else 503. */
  @GET
  @Path("ready")
  public Response ready() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      return Response.ok(Map.of("status", "UP")).build();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "not ready: the database does not answer: {0}", e.getMessage());
      return Response.status(Status.SERVICE_UNAVAILABLE).entity(Map.of("status", "DOWN")).build();
    }
  }
}
