package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.stream.MixRequest;

/** What of {@code mergeParams} goes further. */
class MixParamsTest {

  private static final String PARAMS =
      "{\"app_id\":\"99\",\"interface\":\"other\",\"mix_stream_session_id\":\"1_a\","
          + "\"output_stream_id\":\"1_a\",\"evil\":{\"x\":1},"
          + "\"output_stream_params\":{\"width\":\"720\",\"height\":1280},"
          + "\"input_stream_list\":["
          + "{\"input_stream_id\":\"1_a\",\"layout_params\":{\"image_layer\":1,\"input_type\":3,"
          + "\"color\":\"0x000000\",\"url\":\"http://evil\"}},"
          + "{\"input_stream_id\":\"1_b\",\"layout_params\":{\"image_layer\":\"2\","
          + "\"image_width\":0.3,\"image_height\":160,\"location_x\":0,\"location_y\":\"0.5\"}}]}";

  private static MixRequest read(String mergeParams) {
    String body = "{\"mergeParams\":" + mergeParams + "}";
    return MixParams.read(Body.parse(body.getBytes(StandardCharsets.UTF_8), Body.Kind.JSON));
  }

  private static String quoted(String json) {
    return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Test
  void knownKeysAreReadAndOthersDropped() {
    MixRequest mix = read(PARAMS);

    assertThat(mix.sessionId()).isEqualTo("1_a");
    assertThat(mix.output().value()).isEqualTo("1_a");
    assertThat(mix.canvas()).contains(new MixRequest.Canvas(720, 1280));
    assertThat(mix.inputs())
        .extracting(input -> input.stream().value())
        .containsExactly("1_a", "1_b");
    assertThat(mix.inputs().get(0).layout().inputType()).isEqualTo(Optional.of(3));
    assertThat(mix.inputs().get(1).layout().imageLayer()).isEqualTo(2);
    assertThat(mix.inputs().get(1).layout().locationY().orElseThrow()).isEqualByComparingTo("0.5");
    assertThat(mix.toString()).doesNotContain("evil", "99", "other");
  }

  @Test
  void thePartOfAnInputAndAKeptPictureGoFurther() {
    String inputs =
        "[{\"input_stream_id\":\"1_a\",\"layout_params\":{\"image_layer\":1,\"input_type\":2,"
            + "\"picture_id\":\"77\"},\"crop_params\":{\"crop_x\":1,\"crop_y\":\"0.25\","
            + "\"crop_width\":100,\"evil\":1}}]";
    MixRequest.Input input =
        read("{\"mix_stream_session_id\":\"1_a\",\"output_stream_id\":\"1_a\","
                + "\"input_stream_list\":"
                + inputs
                + "}")
            .inputs()
            .get(0);

    assertThat(input.layout().pictureId()).contains(77L);
    assertThat(input.crop())
        .contains(
            new MixRequest.Crop(
                Optional.of(new BigDecimal("1")),
                Optional.of(new BigDecimal("0.25")),
                Optional.of(new BigDecimal("100")),
                Optional.empty()));
    assertThat(read(PARAMS).inputs()).allMatch(other -> other.crop().isEmpty());
  }

  @Test
  void anObjectATextAndAWrappedCallMeanTheSame() {
    String wrapped =
        "{\"timestamp\":1,\"eventId\":2,\"interface\":{\"interfaceName\":\"Mix_StreamV2\","
            + "\"para\":"
            + PARAMS
            + "}}";

    assertThat(read(quoted(PARAMS))).isEqualTo(read(PARAMS));
    assertThat(read(wrapped)).isEqualTo(read(PARAMS));
    assertThat(read(quoted(wrapped))).isEqualTo(read(PARAMS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"{\"", "\"[]\"", "\"null\"", "\"a\"", "\"{} x\""})
  void aTextThatIsNoJsonObjectIsUnreadable(String mergeParams) {
    Refused.with(WireProblem.MIX_UNREADABLE, () -> read(mergeParams));
  }

  @Test
  void withoutParametersNothingIsMixed() {
    Refused.with(WireProblem.FIELD_MISSING, () -> read("null"));
    Refused.with(WireProblem.FIELD_MISSING, () -> read("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "[]",
        "true",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a/b\",\"input_stream_list\":[]}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":[]}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":{}}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":[5]}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":"
            + "[{\"input_stream_id\":\"a\",\"layout_params\":{\"image_layer\":1,"
            + "\"image_width\":1e99}}]}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":"
            + "[{\"input_stream_id\":\"a\",\"layout_params\":{\"image_layer\":1},"
            + "\"crop_params\":5}]}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":"
            + "[{\"input_stream_id\":\"a\",\"layout_params\":{\"image_layer\":1},"
            + "\"crop_params\":{\"crop_x\":-1}}]}",
        "{\"mix_stream_session_id\":\"a\",\"output_stream_id\":\"a\",\"input_stream_list\":"
            + "[{\"input_stream_id\":\"a\",\"layout_params\":{\"image_layer\":1,"
            + "\"color\":\"red\"}}]}"
      })
  void whatHasTheWrongFormIsRefused(String mergeParams) {
    Refused.with(WireProblem.WRONG_TYPE, () -> read(mergeParams));
  }
}
