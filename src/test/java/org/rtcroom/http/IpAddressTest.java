package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling for each address, and no text taken for one that is none. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "198.51.100.9, 198.51.100.9",
    "::ffff:198.51.100.9, 198.51.100.9",
    "::FFFF:C633:6409, 198.51.100.9",
    "0:0:0:0:0:ffff:198.51.100.9, 198.51.100.9",
    "::ffff:198.51.100.9%eth0, 198.51.100.9",
    "2409:8a28:0:0:0:0:0:1, 2409:8a28::1",
    "2409:8A28::1, 2409:8a28::1",
    "2409:8a28:0000:0000:0000:0000:0000:0001, 2409:8a28::1",
    "2409:8a28::0.0.0.1, 2409:8a28::1",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "fe80::1%eth0, fe80::1",
    "fe80::1%25eth0, fe80::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:1:1:1:1:1:0, 2001:db8:1:1:1:1:1:0",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:1:0:0:1:1:1, ::1:0:0:1:1:1",
    "1:1:1:0:0:1:0:0, 1:1:1::1:0:0",
    "1:0:0:0:0:0:0:0, 1::",
    "10:0:0:10:100:0:0:1000, 10::10:100:0:0:1000",
    "::198.51.100.9, ::c633:6409",
    "64:ff9b::198.51.100.9, 64:ff9b::c633:6409"
  })
  void everyAddressHasOneSpelling(String written, String spelled) {
    assertThat(IpAddress.spelled(written)).isEqualTo(spelled);
    assertThat(IpAddress.spelled(spelled)).isEqualTo(spelled);
    assertThat(IpAddress.parse(written)).isEqualTo(IpAddress.parse(spelled)).isPresent();
  }

  @Property
  void aSpellingSaysWhichAddressItIs(@ForAll @Size(16) byte[] bytes) throws Exception {
    for (int i = 0; i < 16; i++) {
      bytes[i] = bytes[i] % 3 == 0 ? bytes[i] : 0;
    }
    IpAddress address = new IpAddress(InetAddress.getByAddress(bytes));
    String text = address.text();

    assertThat(IpAddress.parse(text)).contains(address);
    assertThat(IpAddress.spelled(address.address().getHostAddress())).isEqualTo(text);
    assertThat(IpAddress.spelled(text.toUpperCase(Locale.ROOT))).isEqualTo(text);
  }

  /** A name server would be asked for some of these; they would take seconds or be found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.com",
        "1234",
        "10.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        "256.1.1.1",
        "010.0.0.1",
        "1.2.3.04",
        "0x7f.0.0.1",
        "1.2.3.4%eth0",
        "dead.beef",
        "cafe",
        ".:1",
        ".:example",
        "a.b:c",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::1.2.3",
        "::ffff:010.0.0.1",
        "::ffff:1.2.3.4.5",
        "[::1]",
        "::1 ",
        "1.2.3.4:80",
        "\u0661.2.3.4",
        "\uff11.2.3.4",
        "%eth0",
        "unknown",
        "_hidden"
      })
  void whatIsNoAddressIsNotTakenForOne(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
    assertThat(IpAddress.spelled(text)).isEqualTo(text);
  }

  @Property
  void noTextIsSpelledInTwoWays(
      @ForAll @StringLength(max = 46) @CharRange(from = '.', to = ':') String text) {
    String once = IpAddress.spelled(text);

    assertThat(IpAddress.spelled(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.9:4711, 198.51.100.9",
    "[2001:DB8::1]:4711, 2001:db8::1",
    "[2001:db8::1], 2001:db8::1",
    "[fe80::1%eth0]:1, fe80::1",
    "[::ffff:198.51.100.9]:4711, 198.51.100.9",
    "2001:db8::1, 2001:db8::1"
  })
  void aHopMayHaveAPort(String hop, String spelled) {
    assertThat(IpAddress.parseHop(hop).map(IpAddress::text)).contains(spelled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1", "::1]", "[]", "[]:1", "[::1]:", "[::1]:x", "1.2.3.4:", "a:80"})
  void aHopThatIsNoAddressIsNone(String hop) {
    assertThat(IpAddress.parseHop(hop)).isEmpty();
  }

  @Test
  void longTextsCostNoMoreThanTheirLength() {
    for (String part : new String[] {":", "1", ".", "1.", "a:", "[", "]", "%", "0:", "[0:"}) {
      assertThat(IpAddress.parseHop(part.repeat(1_000_000))).isEmpty();
    }
  }
}
