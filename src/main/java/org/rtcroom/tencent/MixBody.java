package org.rtcroom.tencent;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import org.rtcroom.stream.MixRequest;

/**
 * The body of {@code mix_streamv2.start_mix_stream_advanced}.
 *
 * <p>Source: Tencent's document 267/9579.
 */
final class MixBody {

  /** Looked up once: each look goes through all libraries. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private MixBody() {}

  static JsonObject of(MixRequest request, String appId, String operation, long now) {
    JsonObject called =
        JSON.createObjectBuilder()
            .add("interfaceName", "Mix_StreamV2")
            .add("para", parameters(request, appId, operation))
            .build();
    return JSON.createObjectBuilder()
        .add("timestamp", now)
        .add("eventId", now)
        .add("interface", called)
        .build();
  }

  private static JsonObjectBuilder parameters(MixRequest request, String appId, String operation) {
    JsonArrayBuilder inputs = JSON.createArrayBuilder();
    request.inputs().forEach(input -> inputs.add(input(input)));
    JsonObjectBuilder parameters =
        JSON.createObjectBuilder()
            .add("app_id", appId)
            .add("interface", operation)
            .add("mix_stream_session_id", request.sessionId())
            .add("output_stream_id", request.output().value())
            .add("output_stream_type", replacesInput(request) ? 0 : 1)
            .add("input_stream_list", inputs);
    request.canvas().ifPresent(canvas -> parameters.add("output_stream_params", size(canvas)));
    return parameters;
  }

  private static boolean replacesInput(MixRequest request) {
    return request.inputs().stream().anyMatch(input -> input.stream().equals(request.output()));
  }

  private static JsonObjectBuilder size(MixRequest.Canvas canvas) {
    return JSON.createObjectBuilder().add("width", canvas.width()).add("height", canvas.height());
  }

  private static JsonObjectBuilder input(MixRequest.Input input) {
    JsonObjectBuilder parameters =
        JSON.createObjectBuilder()
            .add("input_stream_id", input.stream().value())
            .add("layout_params", layout(input.layout()));
    input.crop().ifPresent(crop -> parameters.add("crop_params", crop(crop)));
    return parameters;
  }

  private static JsonObjectBuilder crop(MixRequest.Crop crop) {
    JsonObjectBuilder parameters = JSON.createObjectBuilder();
    crop.x().ifPresent(x -> parameters.add("crop_x", x));
    crop.y().ifPresent(y -> parameters.add("crop_y", y));
    crop.width().ifPresent(width -> parameters.add("crop_width", width));
    crop.height().ifPresent(height -> parameters.add("crop_height", height));
    return parameters;
  }

  private static JsonObjectBuilder layout(MixRequest.Layout layout) {
    JsonObjectBuilder parameters =
        JSON.createObjectBuilder().add("image_layer", layout.imageLayer());
    layout.inputType().ifPresent(type -> parameters.add("input_type", type));
    layout.imageWidth().ifPresent(width -> parameters.add("image_width", width));
    layout.imageHeight().ifPresent(height -> parameters.add("image_height", height));
    layout.locationX().ifPresent(x -> parameters.add("location_x", x));
    layout.locationY().ifPresent(y -> parameters.add("location_y", y));
    layout.color().ifPresent(color -> parameters.add("color", color));
    layout.pictureId().ifPresent(picture -> parameters.add("picture_id", picture));
    return parameters;
  }
}
