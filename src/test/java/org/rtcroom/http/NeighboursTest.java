package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom demo mode takes for a neighbour. */
class NeighboursTest {

  private static final String OWN = "198.51.100.10";

  private static final List<String> ROUTES =
      List.of(
          "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
          "eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0",
          "eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
          "eth1\t0000000A\tFE01000A\t0003\t0\t0\t0\t000000FF\t0\t0\t0");

  private static final List<String> ROUTES_6 =
      List.of(
          "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
              + " fd000000000000000000000000000001 00000400 00000001 00000000 00000003     eth0",
          "fd000000000000000000000000000000 40 00000000000000000000000000000000 00"
              + " 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0");

  private static Source from(String peer, String... forwarded) {
    return Source.of(peer, List.of(forwarded), TrustedProxies.in("127.0.0.9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.7.7", OWN})
  void thisMachineIsOne(String peer) {
    assertThat(Neighbours.include(from(peer), OWN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "2001:db8::7", "172.32.0.1", "100.64.0.1", "nobody", ""})
  void aStrangerIsNone(String peer) {
    assertThat(Neighbours.include(from(peer), OWN)).isFalse();
  }

  /** Whoever it stands for, the address of an unknown proxy says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "127.0.0.1", "unknown", "10.0.0.1, 10.0.0.2"})
  void whatAProxyThatNobodyVouchesForPassesOnIsNone(String forwarded) {
    assertThat(Neighbours.include(from("127.0.0.1", forwarded), OWN)).isFalse();
    assertThat(Neighbours.include(from(OWN, forwarded), OWN)).isFalse();
  }

  @Test
  void aTrustedProxySaysWhoIsOne() {
    assertThat(Neighbours.include(from("127.0.0.9", "127.0.0.1"), OWN)).isTrue();
    assertThat(Neighbours.include(from("127.0.0.9", "203.0.113.7"), OWN)).isFalse();
    assertThat(Neighbours.include(from("127.0.0.9", "127.0.0.1, 203.0.113.7"), OWN)).isFalse();
  }

  /** The bridge of a container maps ports, so its address stands for anybody. */
  @Test
  void gatewaysAreReadFromTheTablesOfLinux() {
    assertThat(Gateways.ofIpv4(ROUTES))
        .extracting(IpAddress::text)
        .containsExactly("172.17.0.1", "10.0.1.254");
    assertThat(Gateways.ofIpv6(ROUTES_6)).extracting(IpAddress::text).containsExactly("fd00::1");
    assertThat(Gateways.ofIpv4(List.of("", "eth0", "eth0 0 xyz"))).isEmpty();
    assertThat(Gateways.ofIpv6(List.of("", "rubbish"))).isEmpty();
  }
}
