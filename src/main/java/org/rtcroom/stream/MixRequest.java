package org.rtcroom.stream;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A mix of streams: the known fields of the platform's {@code
 * mix_streamv2.start_mix_stream_advanced}. Everything else a client sends is dropped on the way
 * here.
 *
 * @param sessionId names the mix, so that a later request replaces it; 1 to 80 bytes
 * @param output the stream that carries the mix; the name of an input replaces that input's picture
 * @param canvas the picture's size; absent: the platform decides
 * @param inputs 1 to 16 streams
 */
public record MixRequest(
    String sessionId, StreamName output, Optional<Canvas> canvas, List<Input> inputs) {

  /** The most inputs the platform takes. */
  public static final int MOST_INPUTS = 16;

  private static final int LARGEST = 10_000;
  private static final int MOST_DECIMALS = 6;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the number of inputs is out of bounds
   */
  public MixRequest {
    if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
      throw new IllegalArgumentException("a mix has 1 to " + MOST_INPUTS + " inputs");
    }
    inputs = List.copyOf(inputs);
  }

  /** The output's size in pixels, each 1 to 10000 ({@code output_stream_params}). */
  public record Canvas(int width, int height) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is out of bounds
     */
    public Canvas {
      if (width < 1 || width > LARGEST || height < 1 || height > LARGEST) {
        throw new IllegalArgumentException("a canvas measures 1 to " + LARGEST + " pixels");
      }
    }
  }

  /**
   * One stream of the mix, and where its picture goes.
   *
   * @param crop the part of the picture that is shown; absent: all of it
   */
  public record Input(StreamName stream, Layout layout, Optional<Crop> crop) {}

  /**
   * The part of a picture that is shown ({@code crop_params}). Lengths are as in {@link Layout};
   * absent fields are left to the platform.
   */
  public record Crop(
      Optional<BigDecimal> x,
      Optional<BigDecimal> y,
      Optional<BigDecimal> width,
      Optional<BigDecimal> height) {

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is negative, above 10000 or has more than six
     *     decimals
     */
    public Crop {
      x.ifPresent(MixRequest::checkLength);
      y.ifPresent(MixRequest::checkLength);
      width.ifPresent(MixRequest::checkLength);
      height.ifPresent(MixRequest::checkLength);
    }
  }

  /**
   * Where an input's picture goes ({@code layout_params}). Lengths are pixels, or a share of the
   * canvas when below 1; absent fields are left to the platform.
   *
   * @param imageLayer 1 is the picture at the back; 1 to 16
   * @param inputType 0 sound and picture, 2 picture of the machine, 3 canvas, 4 sound only
   * @param color of a canvas, such as {@code 0x000000}
   * @param pictureId of a picture that was given to the platform before, for input type 2
   */
  public record Layout(
      int imageLayer,
      Optional<Integer> inputType,
      Optional<BigDecimal> imageWidth,
      Optional<BigDecimal> imageHeight,
      Optional<BigDecimal> locationX,
      Optional<BigDecimal> locationY,
      Optional<String> color,
      Optional<Long> pictureId) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a length is negative, above 10000 or has more than six
     *     decimals, the layer is not 1 to 16, or the colour is not 0x and six hex digits
     */
    public Layout {
      imageWidth.ifPresent(MixRequest::checkLength);
      imageHeight.ifPresent(MixRequest::checkLength);
      locationX.ifPresent(MixRequest::checkLength);
      locationY.ifPresent(MixRequest::checkLength);
      if (imageLayer < 1 || imageLayer > MOST_INPUTS) {
        throw new IllegalArgumentException("a layer is 1 to " + MOST_INPUTS);
      }
      if (color.isPresent() && !color.get().matches("0x[0-9a-fA-F]{6}")) {
        throw new IllegalArgumentException("a colour is 0x and six hex digits");
      }
    }
  }

  private static void checkLength(BigDecimal length) {
    boolean shortText = length.scale() >= -MOST_DECIMALS && length.scale() <= MOST_DECIMALS;
    if (!shortText || length.signum() < 0 || length.compareTo(BigDecimal.valueOf(LARGEST)) > 0) {
      throw new IllegalArgumentException("a length is 0 to " + LARGEST);
    }
  }
}
