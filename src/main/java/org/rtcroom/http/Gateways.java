package org.rtcroom.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gateways of this machine's routes, as Linux tells them (proc(5)): routers, and in a container
 * the bridge that maps ports, such as 172.17.0.1. A request from one of them may have come through
 * it from anywhere.
 */
final class Gateways {

  private static final int IPV4 = 4;
  private static final int IPV6 = 16;

  private static final Set<IpAddress> OF_THIS_MACHINE =
      Stream.concat(
              read("/proc/net/route", Gateways::ofIpv4),
              read("/proc/net/ipv6_route", Gateways::ofIpv6))
          .collect(Collectors.toUnmodifiableSet());

  private Gateways() {}

  static boolean include(IpAddress address) {
    return OF_THIS_MACHINE.contains(address);
  }

  private static Stream<IpAddress> read(
      String table, Function<List<String>, Stream<IpAddress>> reading) {
    try {
      return reading.apply(Files.readAllLines(Path.of(table), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Stream.empty(); // another system, or none of that sort
    }
  }

  /** Of lines whose third column is the gateway, in the byte order of this machine's kind. */
  static Stream<IpAddress> ofIpv4(List<String> lines) {
    return lines.stream()
        .flatMap(line -> column(line, 2, IPV4))
        .map(Gateways::turned)
        .flatMap(Gateways::address);
  }

  /** Of lines whose fifth column is the next hop. */
  static Stream<IpAddress> ofIpv6(List<String> lines) {
    return lines.stream().flatMap(line -> column(line, 4, IPV6)).flatMap(Gateways::address);
  }

  /** The bytes in a column of hexadecimal digits; none for a route without a gateway. */
  private static Stream<byte[]> column(String line, int index, int length) {
    String[] columns = line.strip().split("\\s+", -1);
    boolean there =
        columns.length > index && columns[index].matches("[0-9a-fA-F]{" + 2 * length + "}");
    return Optional.of(there)
        .filter(yes -> yes)
        .map(yes -> HexFormat.of().parseHex(columns[index]))
        .filter(bytes -> !Arrays.equals(bytes, new byte[length]))
        .stream();
  }

  private static byte[] turned(byte[] bytes) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? bytes
        : new byte[] {bytes[3], bytes[2], bytes[1], bytes[0]};
  }

  private static Stream<IpAddress> address(byte[] bytes) {
    try {
      return Stream.of(new IpAddress(InetAddress.getByAddress(bytes)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
