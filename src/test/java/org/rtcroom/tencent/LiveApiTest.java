package org.rtcroom.tencent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.tencent.FakeTencent.MIX;
import static org.rtcroom.tencent.FakeTencent.STREAM_STATE;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.outgoing.NoAnswer;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

/** The live API is asked with good signatures, and its answers are understood. */
@Execution(ExecutionMode.CONCURRENT)
class LiveApiTest {

  private static final StreamName STREAM = new StreamName("1000_room_ann");

  private Path home;
  private Desk desk;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = folder;
    desk = new Desk(folder, Map.of());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static <T> T end(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, SECONDS);
  }

  private static MixRequest.Input input(String stream, int layer, Optional<MixRequest.Crop> crop) {
    MixRequest.Layout layout =
        new MixRequest.Layout(
            layer,
            Optional.empty(),
            Optional.of(new BigDecimal("160")),
            Optional.empty(),
            Optional.of(new BigDecimal("0.75")),
            Optional.empty(),
            Optional.empty(),
            crop.map(cut -> 7L));
    return new MixRequest.Input(new StreamName(stream), layout, crop);
  }

  private static MixRequest mix(String output) {
    return new MixRequest(
        "session",
        new StreamName(output),
        Optional.of(new MixRequest.Canvas(640, 480)),
        List.of(
            input(STREAM.value(), 1, Optional.empty()),
            input("1000_room_bob", 2, Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({"1, PUBLISHING", "0, NOT_PUBLISHING", "3, NOT_PUBLISHING"})
  void theStateOfAKnownStreamIsTold(int status, StreamState state) throws Exception {
    desk.cloud.stream(STREAM.value(), status);

    assertThat(end(desk.live.state(STREAM))).isEqualTo(state);
    assertThat(desk.cloud.calls(STREAM_STATE)).extracting(Seen::problem).containsExactly("");
  }

  @Test
  void nobodyPublishesAStreamThePlatformDoesNotKnow() throws Exception {
    assertThat(end(desk.live.state(STREAM))).isEqualTo(StreamState.NOT_PUBLISHING);
  }

  @Test
  void anotherRefusalSaysNothingOfTheStream() throws Exception {
    desk.cloud.fail(STREAM_STATE, Fault.errorCode(1000));

    assertThat(end(desk.live.state(STREAM))).isEqualTo(StreamState.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AT_ONCE")
  void thePlatformThatDoesNotAnswerFailsWithoutShowingTheSignature(Fault.Manner manner)
      throws Exception {
    desk.close();
    desk = new Desk(home, Map.of("roomservice.live.api-timeout", "300ms"));
    desk.cloud.fail(STREAM_STATE, Fault.manner(manner));

    assertThatThrownBy(() -> end(desk.live.state(STREAM)))
        .hasCauseInstanceOf(NoAnswer.class)
        .hasStackTraceContaining(STREAM_STATE)
        .satisfies(
            failure ->
                assertThat(failure.toString() + failure.getCause())
                    .doesNotContain("sign=", "http:", desk.cloud.base().getAuthority()));
  }

  @Test
  void aMixIsSentAsThePlatformWantsIt() throws Exception {
    assertThat(end(desk.live.mix(mix(STREAM.value()))))
        .isEqualTo(new MixAnswer(0, "Success!", 1_700_000_000));

    Seen call = desk.cloud.calls(MIX).get(0);
    assertThat(call.problem()).isEmpty();
    JsonObject parameters = call.json().getJsonObject("interface").getJsonObject("para");
    assertThat(parameters.getString("app_id")).isEqualTo("1252000001");
    assertThat(parameters.getString("interface")).isEqualTo(MIX);
    assertThat(parameters.getInt("output_stream_type")).isZero();
    JsonObject second = parameters.getJsonArray("input_stream_list").getJsonObject(1);
    assertThat(second.getString("input_stream_id")).isEqualTo("1000_room_bob");
    assertThat(second.getJsonObject("layout_params").toString())
        .isEqualTo("{\"image_layer\":2,\"image_width\":160,\"location_x\":0.75}");
  }

  @Test
  void thePartOfAPictureAndItsNumberAreSent() throws Exception {
    Optional<BigDecimal> one = Optional.of(BigDecimal.ONE);
    MixRequest.Crop crop = new MixRequest.Crop(one, one, one, Optional.of(new BigDecimal("0.5")));
    MixRequest.Input cut = input(STREAM.value(), 1, Optional.of(crop));
    end(desk.live.mix(new MixRequest("s", STREAM, Optional.empty(), List.of(cut))));

    JsonObject parameters =
        desk.cloud.calls(MIX).get(0).json().getJsonObject("interface").getJsonObject("para");
    JsonObject sent = parameters.getJsonArray("input_stream_list").getJsonObject(0);
    assertThat(sent.getJsonObject("crop_params").toString())
        .isEqualTo("{\"crop_x\":1,\"crop_y\":1,\"crop_width\":1,\"crop_height\":0.5}");
    assertThat(sent.getJsonObject("layout_params").getInt("picture_id")).isEqualTo(7);
  }

  @Test
  void anOutputThatIsNoInputIsANewStream() throws Exception {
    end(desk.live.mix(mix("1000_mixed")));

    assertThat(
            desk.cloud
                .calls(MIX)
                .get(0)
                .json()
                .getJsonObject("interface")
                .getJsonObject("para")
                .getInt("output_stream_type"))
        .isEqualTo(1);
  }

  @Test
  void aRefusedMixIsAnAnswer() throws Exception {
    desk.cloud.fail(MIX, Fault.errorCode(-1000));

    assertThat(end(desk.live.mix(mix("1000_mixed"))))
        .isEqualTo(new MixAnswer(-1000, "fake refusal", 0));
  }

  @Test
  void aMixWithoutAnswerFails() {
    desk.cloud.fail(MIX, Fault.status(502));

    assertThatThrownBy(() -> end(desk.live.mix(mix("1000_mixed"))))
        .hasCauseInstanceOf(NoAnswer.class)
        .hasMessageContaining("HTTP status 502");
  }
}
