package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

  private static final UserId ANN = UserId.of("ann");

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

  /** As journal-format.md says. */
  private static String mac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return "~" + HexFormat.of().formatHex(hash).substring(0, 32);
  }

  @Test
  void theyAreMadeAsThePageSays() throws Exception {
    assertThat(pseudonyms.ofUser(ANN)).isEqualTo(mac("user\nann"));
    assertThat(pseudonyms.ofRoom("Room_1")).isEqualTo(mac("room\nRoom_1"));
    assertThat(pseudonyms.ofBan("LIVE", "room_1", ANN)).isEqualTo(mac("ban\nLIVE\nann\nroom_1"));
  }

  @Test
  void aNameHasAnotherForEachSortAndEachKey() {
    assertThat(
            Set.of(
                pseudonyms.ofUser(ANN),
                pseudonyms.ofRoom("ann"),
                pseudonyms.ofBan("LIVE", "ann", ANN),
                pseudonyms.ofBan("DOUBLE", "ann", ANN),
                new Pseudonyms("other key, of some 32 bytes or so".getBytes(StandardCharsets.UTF_8))
                    .ofUser(ANN)))
        .hasSize(5);
  }

  @Test
  void noUserCanBeCalledLikeOne() {
    String pseudonym = pseudonyms.ofUser(ANN);

    assertThat(Pseudonyms.is(pseudonym)).isTrue();
    assertThat(Pseudonyms.is("ann")).isFalse();
    assertThatThrownBy(() -> UserId.of(pseudonym)).isInstanceOf(IllegalId.class);
  }

  @Test
  void theKeyIsNotShown() {
    assertThat(pseudonyms).hasToString("Pseudonyms[hidden]");
  }
}
