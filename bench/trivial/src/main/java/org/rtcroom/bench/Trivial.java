package org.rtcroom.bench;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;

/** Reads a small JSON object and answers with one; does nothing else. */
@Path("echo")
@ApplicationScoped
public class Trivial {

  /** What is mounted at {@code /trivial}. */
  @ApplicationPath("")
  public static class Mounted extends Application {}

  /** What a client sends. */
  public static class Asked {
    public String roomID = "";
    public String userID = "";
  }

  /** What it gets. */
  public static class Answered {
    public int code;
    public String message = "";
    public String roomID = "";
    public String userID = "";
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Answered echo(Asked asked) {
    Answered answered = new Answered();
    answered.message = "success";
    answered.roomID = asked.roomID;
    answered.userID = asked.userID;
    return answered;
  }
}
