package org.rtcroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixRequestTest {

  private static final StreamName STREAM = new StreamName("1000_ann_x");

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.5", "10000", "1E+3", "0.333333"})
  void aLengthIsPixelsOrAShare(String width) {
    assertThat(layout(1, width, "0x000000").imageWidth()).contains(new BigDecimal(width));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10001", "1E+999999999", "1E-999999999", "0.3333333"})
  void otherLengthsAreRefused(String width) {
    assertThatThrownBy(() -> layout(1, width, "0x000000"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10001", "1E+999999999", "0.3333333"})
  void eachLengthOfACropHasTheSameBounds(String length) {
    Optional<BigDecimal> wrong = Optional.of(new BigDecimal(length));
    Optional<BigDecimal> none = Optional.empty();

    assertThat(new MixRequest.Crop(none, none, none, none)).isNotNull();
    assertThatThrownBy(() -> new MixRequest.Crop(wrong, none, none, none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MixRequest.Crop(none, wrong, none, none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MixRequest.Crop(none, none, wrong, none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MixRequest.Crop(none, none, none, wrong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void layersColoursAndCanvasesHaveBounds() {
    assertThatThrownBy(() -> layout(0, "1", "0x000000"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> layout(1, "1", "red")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MixRequest.Canvas(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMixHas1To16Inputs() {
    MixRequest.Input input =
        new MixRequest.Input(STREAM, layout(1, "1", "0x000000"), Optional.empty());

    assertThat(mix(Collections.nCopies(16, input)).inputs()).hasSize(16);
    assertThatThrownBy(() -> mix(Collections.nCopies(17, input)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mix(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static MixRequest mix(List<MixRequest.Input> inputs) {
    return new MixRequest("s", STREAM, Optional.empty(), inputs);
  }

  private static MixRequest.Layout layout(int layer, String width, String color) {
    return new MixRequest.Layout(
        layer,
        Optional.empty(),
        Optional.of(new BigDecimal(width)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(color),
        Optional.empty());
  }
}
