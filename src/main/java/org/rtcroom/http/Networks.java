package org.rtcroom.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rtcroom.settings.BadSetting;

/** Sets of IP addresses. Never asks a name server. */
public final class Networks {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private record Network(InetAddress first, int bits) {

    boolean contains(byte[] other) {
      byte[] own = first.getAddress();
      BigInteger difference = new BigInteger(1, own).xor(new BigInteger(1, other));
      return other.length == own.length && difference.bitLength() <= 8 * own.length - bits;
    }
  }

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads a setting: addresses and networks such as {@code 10.0.0.0/8}, separated by commas.
   *
   * @throws BadSetting if one of them is neither
   */
  public static Networks parse(String setting, String list) {
    return new Networks(
        COMMA
            .splitAsStream(list)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(part -> network(setting, part))
            .toList());
  }

  private static Network network(String setting, String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    boolean wellFormed = address.isPresent() && (slash < 0 || bits.matches("[0-9]{1,3}"));
    int most = address.map(found -> 8 * found.getAddress().length).orElse(0);
    if (!wellFormed || (slash >= 0 && Integer.parseInt(bits) > most)) {
      throw BadSetting.value(setting, text, "an IP address, or a network such as 10.0.0.0/8");
    }
    return new Network(address.get(), slash < 0 ? most : Integer.parseInt(bits));
  }

  /** Whether that is the text of an address in one of them. */
  public boolean contain(String address) {
    return address(address).map(InetAddress::getAddress).stream()
        .anyMatch(bytes -> networks.stream().anyMatch(network -> network.contains(bytes)));
  }

  /** The address a text writes out; empty for names and everything else. */
  static Optional<InetAddress> address(String text) {
    String bare = text.strip();
    if (!DOTTED.matcher(bare).matches() && !COLONS.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether an address belongs to this machine or to a private network. */
  public static boolean nearby(String text) {
    return address(withoutZone(text)).filter(Networks::nearby).isPresent();
  }

  private static boolean nearby(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal(address.getAddress());
  }

  /** IPv6 addresses that sites give themselves: fc00::/7 (RFC 4193). */
  private static boolean uniqueLocal(byte[] address) {
    return address.length == 16 && (address[0] & 0xFE) == 0xFC;
  }

  /** Servers write link-local addresses with the interface they came by: {@code fe80::1%eth0}. */
  public static String withoutZone(String text) {
    int percent = text.indexOf('%');
    return percent < 0 ? text : text.substring(0, percent);
  }
}
