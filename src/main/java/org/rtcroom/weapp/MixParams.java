package org.rtcroom.weapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;

/**
 * Builds a mixing request anew from the known keys of {@code mergeParams}; all else that a client
 * sends, an application or an interface of its own choice above all, goes no further.
 */
final class MixParams {

  private static final String FIELD = "mergeParams";
  private static final int LONGEST = 512;
  private static final int MOST_PIXELS = 10_000;

  private MixParams() {}

  /**
   * The request of a client.
   *
   * @throws Refusal {@link WireProblem#MIX_UNREADABLE} if it is not JSON; otherwise as {@link
   *     Fields}
   */
  static MixRequest read(Fields body) {
    Fields sent = object(body.sent(FIELD).orElseThrow(() -> Fields.missing(FIELD)));
    Fields params = parameters(sent);
    try {
      return new MixRequest(
          params.requiredText("mix_stream_session_id", LONGEST),
          stream(params, "output_stream_id"),
          member(params, "output_stream_params").map(MixParams::canvas),
          inputs(params));
    } catch (IllegalArgumentException e) {
      throw Fields.wrong(FIELD);
    }
  }

  private static Fields object(Value sent) {
    if (sent instanceof Value.Text text) {
      return parsed(text.value()).orElseThrow(() -> new Refusal(WireProblem.MIX_UNREADABLE));
    }
    return asObject(sent).orElseThrow(() -> Fields.wrong(FIELD));
  }

  private static Optional<Fields> parsed(String json) {
    try {
      return asObject(Body.json(json));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** Some clients send the whole call of the platform's address, the parameters inside. */
  private static Fields parameters(Fields sent) {
    Fields call = sent.sent("interface").flatMap(MixParams::asObject).orElse(sent);
    return call.sent("para").flatMap(MixParams::asObject).orElse(sent);
  }

  private static Optional<Fields> asObject(Value value) {
    return value instanceof Fields fields ? Optional.of(fields) : Optional.empty();
  }

  private static Optional<Fields> member(Fields fields, String name) {
    return fields.sent(name).map(value -> asObject(value).orElseThrow(() -> Fields.wrong(FIELD)));
  }

  private static StreamName stream(Fields fields, String name) {
    return new StreamName(fields.requiredText(name, LONGEST));
  }

  private static MixRequest.Canvas canvas(Fields size) {
    return new MixRequest.Canvas(
        required(size, "width", MOST_PIXELS), required(size, "height", MOST_PIXELS));
  }

  private static List<MixRequest.Input> inputs(Fields params) {
    Optional<Value> sent = params.sent("input_stream_list");
    if (!(sent.isPresent() && sent.get() instanceof Value.Items items)) {
      throw Fields.wrong("input_stream_list");
    }
    List<MixRequest.Input> inputs = new ArrayList<>();
    for (Value item : items.values()) {
      Fields input = asObject(item).orElseThrow(() -> Fields.wrong("input_stream_list"));
      Fields layout = member(input, "layout_params").orElse(Fields.NONE);
      inputs.add(
          new MixRequest.Input(
              stream(input, "input_stream_id"),
              layout(layout),
              member(input, "crop_params").map(MixParams::crop)));
    }
    return inputs;
  }

  private static MixRequest.Layout layout(Fields fields) {
    return new MixRequest.Layout(
        required(fields, "image_layer", MixRequest.MOST_INPUTS),
        fields.number("input_type", 0, 5).map(Long::intValue),
        fields.decimal("image_width"),
        fields.decimal("image_height"),
        fields.decimal("location_x"),
        fields.decimal("location_y"),
        fields.text("color", 16),
        fields.number("picture_id", 0, Integer.MAX_VALUE));
  }

  private static MixRequest.Crop crop(Fields fields) {
    return new MixRequest.Crop(
        fields.decimal("crop_x"),
        fields.decimal("crop_y"),
        fields.decimal("crop_width"),
        fields.decimal("crop_height"));
  }

  private static int required(Fields fields, String name, int most) {
    return fields.number(name, 0, most).orElseThrow(() -> Fields.missing(name)).intValue();
  }
}
