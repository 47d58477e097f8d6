package org.rtcroom.http;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rtcroom.settings.BadSetting;

/** Sets of IP addresses. Never asks a name server. */
public final class Networks {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");
  private static final int MAPPED_BITS = 96;

  /** A network, and how the setting writes it. */
  private record Network(String text, InetAddress first, int bits) {

    boolean contains(InetAddress address) {
      byte[] own = first.getAddress();
      byte[] other = address.getAddress();
      BigInteger difference = new BigInteger(1, own).xor(new BigInteger(1, other));
      return other.length == own.length && difference.bitLength() <= 8 * own.length - bits;
    }

    /** Whether it is larger than a site's row of proxies: IPv4 than /24, IPv6 than /64. */
    boolean wide() {
      return bits < (first instanceof Inet4Address ? 24 : 64);
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
    String written = slash < 0 ? text : text.substring(0, slash);
    Optional<InetAddress> first = IpAddress.parse(written).map(IpAddress::address);
    int longest = first.map(address -> 8 * address.getAddress().length).orElse(0);
    boolean mapped = longest == Integer.SIZE && written.indexOf(':') >= 0;
    int shortest = mapped ? MAPPED_BITS : 0;
    int bits = slash < 0 ? shortest + longest : number(text.substring(slash + 1));
    if (first.isEmpty() || bits < shortest || bits > shortest + longest) {
      throw BadSetting.value(setting, text, "an IP address, or a network such as 10.0.0.0/8");
    }
    return new Network(text, first.get(), bits - shortest);
  }

  private static int number(String text) {
    return DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  /** Whether that is the text of an address in one of them. */
  public boolean contain(String address) {
    return IpAddress.parse(address).filter(this::contain).isPresent();
  }

  boolean contain(IpAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address.address()));
  }

  boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Those that are larger than a site's row of proxies, as the setting writes them. */
  List<String> wide() {
    return networks.stream().filter(Network::wide).map(Network::text).toList();
  }
}
