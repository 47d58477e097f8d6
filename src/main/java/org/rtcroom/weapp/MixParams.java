package org.rtcroom.weapp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;

/**
 * Builds a mixing request anew from the keys of {@code mergeParams} that are known; whatever else a
 * client sends, an application or an interface of its own choice above all, goes no further.
 */
final class MixParams {

  private static final String FIELD = "mergeParams";
  private static final int LONGEST = 512;
  private static final int MOST_PIXELS = 10_000;

  private MixParams() {}

  /**
   * The request a client wants to make.
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
      throw Scalars.wrong(FIELD);
    }
  }

  private static Fields object(Value sent) {
    if (sent instanceof Value.Members members) {
      return new Fields(members.values());
    }
    if (sent instanceof Value.Text text && parsed(text) instanceof Value.Members members) {
      return new Fields(members.values());
    }
    throw sent instanceof Value.Text ? unreadable() : Scalars.wrong(FIELD);
  }

  private static Value parsed(Value.Text text) {
    try {
      return StrictJson.read(text.value());
    } catch (Refusal e) {
      throw unreadable();
    }
  }

  private static Refusal unreadable() {
    return new Refusal(WireProblem.MIX_UNREADABLE);
  }

  /** Some clients send what the platform's address is to be called with, the parameters inside. */
  private static Fields parameters(Fields sent) {
    Fields call = ifObject(sent, "interface").orElse(sent);
    return ifObject(call, "para").orElse(sent);
  }

  private static Optional<Fields> ifObject(Fields fields, String name) {
    return fields.sent(name).flatMap(MixParams::asObject);
  }

  private static Optional<Fields> asObject(Value value) {
    return value instanceof Value.Members members
        ? Optional.of(new Fields(members.values()))
        : Optional.empty();
  }

  private static Optional<Fields> member(Fields fields, String name) {
    return fields.sent(name).map(value -> asObject(value).orElseThrow(() -> Scalars.wrong(FIELD)));
  }

  private static StreamName stream(Fields fields, String name) {
    return new StreamName(fields.requiredText(name, LONGEST));
  }

  private static MixRequest.Canvas canvas(Fields size) {
    return new MixRequest.Canvas(
        (int) required(size, "width", MOST_PIXELS), (int) required(size, "height", MOST_PIXELS));
  }

  private static List<MixRequest.Input> inputs(Fields params) {
    Optional<Value> sent = params.sent("input_stream_list");
    if (!(sent.isPresent() && sent.get() instanceof Value.Items items)) {
      throw Scalars.wrong("input_stream_list");
    }
    List<MixRequest.Input> inputs = new ArrayList<>();
    for (Value item : items.values()) {
      Fields input = asObject(item).orElseThrow(() -> Scalars.wrong("input_stream_list"));
      Fields layout = member(input, "layout_params").orElse(Fields.NONE);
      inputs.add(new MixRequest.Input(stream(input, "input_stream_id"), layout(layout)));
    }
    return inputs;
  }

  private static MixRequest.Layout layout(Fields fields) {
    return new MixRequest.Layout(
        (int) required(fields, "image_layer", MixRequest.MOST_INPUTS),
        fields.number("input_type", 0, 5).map(Long::intValue),
        length(fields, "image_width"),
        length(fields, "image_height"),
        length(fields, "location_x"),
        length(fields, "location_y"),
        fields.text("color", 16));
  }

  private static long required(Fields fields, String name, int most) {
    return fields.number(name, 0, most).orElseThrow(() -> Fields.missing(name));
  }

  private static Optional<BigDecimal> length(Fields fields, String name) {
    return fields.sent(name).map(value -> Scalars.number(name, value));
  }
}
