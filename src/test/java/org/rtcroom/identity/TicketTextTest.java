package org.rtcroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTextTest {

  @Property(tries = 200)
  void whatWasEncodedIsReadBack(@ForAll @Size(max = 8192) byte[] bytes) {
    String text = TicketText.encode(bytes);

    assertThat(text).matches("[A-Za-z0-9*_-]+");
    assertThat(TicketText.decode(text)).isEqualTo(bytes);
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll String text) {
    unreadableUnlessTicket(text);
  }

  @Property(tries = 500)
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    unreadableUnlessTicket(toTicketAlphabet(Base64.getEncoder().encodeToString(bytes)));
  }

  @Test
  void aTicketOfMoreThan8KibIsRefusedHoweverSmallItIsPacked() {
    assertThat(TicketText.decode(TicketText.encode(new byte[8192]))).hasSize(8192);
    refused(TicketText.encode(new byte[8193]));
    refused(TicketText.encode(new byte[5_000_000]));
  }

  @Test
  void bytesAfterTheStreamAreRefused() {
    byte[] stream = stream("{}");

    refused(toText(Arrays.copyOf(stream, stream.length + 1)));
    refused(toText(Arrays.copyOf(stream, stream.length - 1)));
  }

  @Test
  void aBrokenChecksumIsRefused() {
    byte[] stream = stream("{}");
    stream[stream.length - 1] ^= 1;

    refused(toText(stream));
  }

  @Test
  void onlyCanonicalBase64IsRead() {
    String text = TicketText.encode("{\"a\":\"bcd\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(text).endsWith("_");

    refused(text.replace("_", ""));
    refused(text + "_");
    refused(text.replace('*', '+').replace('-', '/').replace('_', '='));
    refused(" " + text);
    refused(text + "\n");
  }

  @Test
  void theUnusedBitsOfTheLastCharacterMustBeZero() {
    assertThatThrownBy(() -> TicketText.decode("eJyrrgUAAXUA-R__"))
        .isInstanceOf(UnreadableTicket.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "a", "not a ticket", "eJw"})
  void whatIsNoTicketIsRefused(String text) {
    refused(text);
  }

  private static void unreadableUnlessTicket(String text) {
    try {
      assertThat(TicketText.decode(text)).hasSizeLessThanOrEqualTo(8192);
    } catch (UnreadableTicket expected) {
      assertThat(expected).hasMessageNotContainingAny(text.length() > 40 ? text : "\u0000\u0001");
    }
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> TicketText.decode(text)).isInstanceOf(UnreadableTicket.class);
  }

  private static byte[] stream(String json) {
    String text = TicketText.encode(json.getBytes(StandardCharsets.UTF_8));
    return Base64.getDecoder().decode(text.replace('*', '+').replace('-', '/').replace('_', '='));
  }

  private static String toText(byte[] stream) {
    return toTicketAlphabet(Base64.getEncoder().encodeToString(stream));
  }

  private static String toTicketAlphabet(String base64) {
    return base64.replace('+', '*').replace('/', '-').replace('=', '_');
  }
}
