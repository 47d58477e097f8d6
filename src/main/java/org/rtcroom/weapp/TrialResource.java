package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.GroupChat;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/** What helps to try things out and to find out why something does not work. */
@Path("{family: utils}")
@Unproxied
public class TrialResource {

  private static final Logger LOG = System.getLogger(TrialResource.class.getName());
  private static final int LONGEST_REPORT = 4096;

  @Inject WeappSettings settings;
  @Inject LoginInfo loginInfo;
  @Inject StreamAddresses addresses;
  @Inject GroupChat groups;
  @Inject LivePlatform live;
  @Inject MissingSettings missing;
  @Inject Ids ids;
  @Inject Answers answers;
  @Inject Clock clock;

  @GET
  @Path(Operations.LOGIN_INFO)
  public Response askForTicket() {
    return sendForTicket();
  }

  @POST
  @Path(Operations.LOGIN_INFO)
  public Response sendForTicket() {
    WeappRequest request = WeappRequest.current();
    return loginInfo.answer(request, ids::user).to(request);
  }

  /** An address to publish to, and where to watch what comes in there. */
  @GET
  @Path("get_test_pushurl")
  public Response testPushUrl() {
    WeappRequest request = WeappRequest.current();
    loginInfo.requireAllowed(request);
    PushUrl push = testUrl();
    return answers
        .ok(
            request,
            json -> {
              json.write("url_push", push.value());
              json.write("url_play_flv", addresses.flv(push.streamName()).value());
              json.write("url_play_rtmp", addresses.rtmp(push.streamName()).value());
              json.write("url_play_hls", addresses.hls(push.streamName()).value());
              json.write("url_play_acc", accelerated(push));
            })
        .to(request);
  }

  @GET
  @Path("get_test_rtmpaccurl")
  public Response testAcceleratedUrl() {
    WeappRequest request = WeappRequest.current();
    loginInfo.requireAllowed(request);
    String url = accelerated(testUrl());
    return answers.ok(request, json -> json.write("url_rtmpacc", url)).to(request);
  }

  private PushUrl testUrl() {
    return addresses.pushUrl(Optional.empty(), ids.anyUser().value(), clock.instant());
  }

  private String accelerated(PushUrl push) {
    return addresses.accelerated(push.streamName(), clock.instant()).value();
  }

  /** Which settings keep something from working; their values stay here. */
  @GET
  @Path("check_config")
  public Response checkSettings() {
    WeappRequest request = WeappRequest.current();
    loginInfo.requireAllowed(request);
    return answers.ok(request, this::writeSettings).to(request);
  }

  private void writeSettings(JsonWriter json) {
    json.write("mode", settings.mode().name().toLowerCase(Locale.ROOT));
    json.write("imEnabled", groups.enabled());
    json.write("liveApiEnabled", live.enabled());
    json.writeStartArray("missing");
    missing.names().forEach(json::write);
    json.writeEnd();
    json.writeStartArray("refused");
    groups.refusedSettings().ifPresent(json::write);
    json.writeEnd();
  }

  /**
   * A client's report on the quality of its call. Installed clients show no token: theirs are
   * dropped, for anybody could write them.
   */
  @POST
  @Path("report")
  @Authenticated(required = false)
  public Response report() {
    WeappRequest request = WeappRequest.current();
    Optional<AuthenticatedCaller> caller = request.callerIfKnown();
    if (caller.isEmpty()) {
      return answers.ok(request).to(request);
    }
    if (request.bodyLength() > LONGEST_REPORT) {
      throw new Refusal(WireProblem.TOO_LARGE);
    }
    LOG.log(
        Level.DEBUG, () -> "quality report of " + caller.get().user() + ": " + numbers(request));
    return answers.ok(request).to(request);
  }

  /** Numbers only: texts may hold addresses with their signatures. */
  private static String numbers(WeappRequest request) {
    StringBuilder report = new StringBuilder();
    request
        .fields()
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Numeral numeral && Ids.isName(name)) {
                report.append(name).append('=').append(numeral.written()).append(' ');
              }
            });
    return report.toString();
  }
}
