package org.rtcroom.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place a request comes from, and its way here. Addresses are spelled as {@link IpAddress}
 * does. {@code X-Forwarded-For} is a list to which each proxy adds the address of its own peer, so
 * what stands before the word of the farthest trusted proxy is the client's.
 *
 * @param address the nearest hop that no trusted proxy stands for
 * @param reported the hops before that, as {@code X-Forwarded-For} names them, or empty text
 * @param via the trusted proxies behind that, the peer last, or empty text. Where a client's own
 *     address is among the trusted ones it stands here, and {@code address} is the client's word.
 * @param proxies how many trusted proxies spoke of it in {@code X-Forwarded-For}
 */
public record Source(String address, String reported, String via, int proxies) {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final String SEPARATOR = ", ";

  /** Stands before a list of hops from which farther ones were left out. */
  private static final String CUT = "..., ";

  /** Characters of a list of hops, without {@link #CUT}. */
  private static final int LONGEST = 256;

  /** Peers with IPv6; some 200 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  private static final LoadingCache<String, String> SPELLED =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(IpAddress::spelled);

  /**
   * Goes back from the peer over the hops that trusted proxies report, up to the first hop that is
   * not trusted. Empty elements of the list do not count (RFC 9110, section 5.6.1).
   *
   * @param forwarded the values of {@code X-Forwarded-For}, in order
   */
  public static Source of(String peer, List<String> forwarded, TrustedProxies trusted) {
    if (forwarded.isEmpty()) {
      return new Source(spelled(peer), "", "", 0);
    }
    List<String> hops =
        forwarded.stream()
            .flatMap(COMMA::splitAsStream)
            .map(String::strip)
            .filter(hop -> !hop.isEmpty())
            .toList();
    return IpAddress.parse(peer)
        .map(address -> of(address, hops, trusted))
        .orElseGet(() -> new Source(peer, nearest(hops), "", 0));
  }

  private static Source of(IpAddress peer, List<String> hops, TrustedProxies trusted) {
    Deque<String> passed = new ArrayDeque<>();
    IpAddress address = peer;
    int known = hops.size();
    boolean proxy = trusted.include(address, 0);
    while (known > 0 && proxy) {
      Optional<IpAddress> before = IpAddress.parseHop(hops.get(known - 1));
      if (before.isEmpty()) {
        break;
      }
      passed.addFirst(address.text());
      address = before.get();
      known--;
      proxy = trusted.include(address, passed.size());
    }
    int proxies = passed.size() + (known > 0 && proxy ? 1 : 0);
    String reported = nearest(hops.subList(0, known));
    return new Source(address.text(), reported, nearest(passed), proxies);
  }

  /** The one spelling of an address of this server or its peer; most are IPv4, which has no two. */
  static String spelled(String text) {
    return text.indexOf(':') < 0 ? text : SPELLED.get(text);
  }

  /** The nearest hops, which are the last, as many as there is room for. */
  private static String nearest(Collection<String> hops) {
    Deque<String> kept = new ArrayDeque<>();
    List<String> all = new ArrayList<>(hops);
    int length = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      String hop = hop(all.get(i));
      length += hop.length() + SEPARATOR.length();
      if (length > LONGEST + SEPARATOR.length()) {
        break;
      }
      kept.addFirst(hop);
    }
    String text = String.join(SEPARATOR, kept);
    return kept.size() < all.size() ? CUT + text : text;
  }

  private static String hop(String text) {
    return IpAddress.parseHop(text)
        .map(IpAddress::text)
        .orElseGet(() -> CurrentRequest.declared(text, LONGEST));
  }
}
