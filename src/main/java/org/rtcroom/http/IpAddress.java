package org.rtcroom.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An IP address. However it is written, it has one spelling: IPv6 that of RFC 5952, section 4; an
 * IPv4 address mapped into IPv6 (RFC 4291, section 2.5.5.2), such as {@code ::ffff:198.51.100.9},
 * is the IPv4 address; a zone (RFC 4007, section 11), such as that of {@code fe80::1%eth0}, is
 * dropped, because it means something to one machine only. Never asks a name server.
 */
public record IpAddress(InetAddress address) {

  /** Characters: six groups of IPv6 and an IPv4 address. */
  private static final int LONGEST = 45;

  /** Without leading zeros, which some read as octal numbers. */
  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  /** Bytes of an IPv6 address that tell its network from all others. */
  private static final int SITE_BYTES = 8;

  /** Stands before an IPv4 address in IPv6: 64:ff9b::/96. */
  private static final byte[] TRANSLATED = HexFormat.of().parseHex("0064ff9b0000000000000000");

  private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:]+");
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)(0(?::0)++)(?::|$)");
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*+)\\](?::[0-9]++)?|([0-9.]++):[0-9]++");

  /** The address that a text writes out; empty for names and everything else. */
  public static Optional<IpAddress> parse(String text) {
    String bare = withoutZone(text);
    if (!literal(bare)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.getByName(bare)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse}, for an address that may stand in brackets and have a port. */
  static Optional<IpAddress> parseHop(String text) {
    return parse(text)
        .or(
            () ->
                Optional.of(WITH_PORT.matcher(text))
                    .filter(found -> found.matches())
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .flatMap(IpAddress::parse));
  }

  /** The one spelling of the address that a text writes out; any other text as it is. */
  public static String spelled(String text) {
    return parse(text).map(IpAddress::text).orElse(text);
  }

  private static String withoutZone(String text) {
    int percent = text.indexOf('%');
    return percent < 0 || text.indexOf(':') < 0 ? text : text.substring(0, percent);
  }

  /**
   * What all addresses have in common that one subscriber is given, as far as it can be told: the
   * first 64 bits of IPv6, within which a host makes as many addresses as it likes (RFC 4291,
   * section 2.5.1; RFC 8981), but all of an IPv4 address, also of one that is translated (RFC 6052,
   * section 2.1). Any other text is as it is.
   */
  static String subscriber(String text) {
    return text.indexOf(':') < 0 ? text : parse(text).map(IpAddress::subscriber).orElse(text);
  }

  private String subscriber() {
    byte[] bytes = address.getAddress();
    boolean translated =
        bytes.length > TRANSLATED.length && Arrays.mismatch(bytes, TRANSLATED) == TRANSLATED.length;
    return bytes.length == Integer.BYTES || translated
        ? text()
        : HexFormat.of().formatHex(bytes, 0, SITE_BYTES) + "/64";
  }

  /** Whether {@link InetAddress} reads it without a name server: only digits, dots and colons. */
  private static boolean literal(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    int colon = text.lastIndexOf(':');
    boolean dotted = DOTTED.matcher(text.substring(colon + 1)).matches();
    String before = dotted ? text.substring(0, colon + 1) : text;
    return colon < 0 ? dotted : COLONS.matcher(before).matches();
  }

  /** The one spelling. */
  public String text() {
    String full = address.getHostAddress();
    return address instanceof Inet6Address ? compressed(full) : full;
  }

  /** With {@code ::} for the longest run of zeros, of several the first (RFC 5952, 4.2). */
  private static String compressed(String full) {
    Comparator<MatchResult> byLength = Comparator.comparingInt(run -> run.group(1).length());
    return ZEROS
        .matcher(full)
        .results()
        .max(byLength)
        .map(run -> full.substring(0, run.start()) + "::" + full.substring(run.end()))
        .orElse(full);
  }

  /** Whether it belongs to this machine or to a private network. */
  boolean nearby() {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal(address.getAddress());
  }

  /** IPv6 addresses that sites give themselves: fc00::/7 (RFC 4193). */
  private static boolean uniqueLocal(byte[] address) {
    return address.length == 16 && (address[0] & 0xFE) == 0xFC;
  }

  @Override
  public String toString() {
    return text();
  }
}
