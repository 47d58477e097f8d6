package org.rtcroom.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

/**
 * Requests from this machine and private networks. One that a proxy passed on is none if nobody
 * vouches for the proxy, nor is one from a gateway: the peer's address says nothing about the
 * caller then.
 */
public final class Neighbours {

  /** Peers; some 100 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  private static final LoadingCache<String, Boolean> NEAR =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .build(text -> IpAddress.parse(text).filter(Neighbours::near).isPresent());

  private Neighbours() {}

  /**
   * Whether a request is one.
   *
   * @param own the address of this machine that was called
   */
  public static boolean include(Source source, String own) {
    String address = source.address();
    return source.reported().isEmpty() && (address.equals(own) || NEAR.get(address));
  }

  private static boolean near(IpAddress address) {
    return address.nearby() && !Gateways.include(address);
  }
}
