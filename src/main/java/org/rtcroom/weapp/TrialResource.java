package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.GroupChat;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/** Operations for trying things out and for finding out why something does not work. */
@Path("{family: utils}")
@Unproxied
public class TrialResource {

  private static final Logger LOG = System.getLogger(TrialResource.class.getName());
  private static final int LONGEST_REPORT = 4096;

  /** How long addresses for trying out are good at most. */
  private static final Duration TRIAL = Duration.ofHours(1);

  @Inject WeappSettings settings;
  @Inject LoginInfo loginInfo;
  @Inject StreamAddresses addresses;
  @Inject GroupChat groups;
  @Inject LivePlatform live;
  @Inject MissingSettings missing;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Answers answers;
  @Inject Clock clock;

  @GET
  @Path(Operation.LOGIN_INFO)
  public Response askForTicket() {
    return sendForTicket();
  }

  @POST
  @Path(Operation.LOGIN_INFO)
  public Response sendForTicket() {
    return loginInfo.answer(WeappRequest.current());
  }

  /** An address to publish to, and those to watch the same stream. */
  @GET
  @Path("get_test_pushurl")
  public Response testPushUrl() {
    WeappRequest request = WeappRequest.current();
    loginInfo.requireAllowed(request);
    PushUrl push = testUrl();
    return answers.ok(
        request,
        json -> {
          json.writeStringField("url_push", push.value());
          json.writeStringField("url_play_flv", addresses.flv(push.streamName()).value());
          json.writeStringField("url_play_rtmp", addresses.rtmp(push.streamName()).value());
          json.writeStringField("url_play_hls", addresses.hls(push.streamName()).value());
          json.writeStringField("url_play_acc", accelerated(push));
        });
  }

  @GET
  @Path("get_test_rtmpaccurl")
  public Response testAcceleratedUrl() {
    WeappRequest request = WeappRequest.current();
    loginInfo.requireAllowed(request);
    String url = accelerated(testUrl());
    return answers.ok(request, json -> json.writeStringField("url_rtmpacc", url));
  }

  private PushUrl testUrl() {
    return addresses.pushUrl(Optional.empty(), ids.anyUser().value(), clock.instant(), TRIAL);
  }

  private String accelerated(PushUrl push) {
    Instant end = addresses.playEnd(clock.instant(), TRIAL);
    return addresses.accelerated(push.streamName(), end).value();
  }

  /** Names the settings that keep something from working, without their values. */
  @GET
  @Path("check_config")
  public Response checkSettings() {
    WeappRequest request = WeappRequest.current();
    loginInfo.requireAllowed(request);
    return answers.ok(request, this::writeSettings);
  }

  private void writeSettings(JsonGenerator json) throws IOException {
    json.writeStringField("mode", settings.mode().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("imEnabled", groups.enabled());
    json.writeBooleanField("liveApiEnabled", live.enabled());
    writeArray(json, "missing", missing.names());
    writeArray(json, "refused", groups.refusedSettings().stream().toList());
    writeArray(json, "warnings", missing.warnings());
  }

  private static void writeArray(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeFieldName(name);
    json.writeArray(texts.toArray(String[]::new), 0, texts.size());
  }

  /**
   * Takes a client's report on the quality of its call. Installed clients show no token: their
   * reports are dropped, because anyone could write them.
   */
  @POST
  @Path("report")
  @Authenticated(required = false)
  public Response report() {
    WeappRequest request = WeappRequest.current();
    Optional<UserId> caller = callers.ifKnown(request);
    if (caller.isEmpty()) {
      return answers.ok(request);
    }
    if (request.bodyLength() > LONGEST_REPORT) {
      throw new Refusal(WireProblem.TOO_LARGE);
    }
    LOG.log(Level.DEBUG, () -> "quality report: " + numbers(request));
    return answers.ok(request);
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
