package org.rtcroom.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Names fit, and no character is cut in two. */
class ImBodiesTest {

  @Test
  void aNameEndsAtACharacter() {
    assertThat(ImBodies.cut("房".repeat(11))).isEqualTo("房".repeat(10));
    assertThat(ImBodies.cut("x" + "😀".repeat(8))).isEqualTo("x" + "😀".repeat(7));
  }

  @Property(tries = 200)
  void aNameIsNeverLongerThanThirtyBytes(@ForAll String text) {
    String cut = ImBodies.cut(text);

    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(30);
    assertThat(text).startsWith(cut);
  }
}
