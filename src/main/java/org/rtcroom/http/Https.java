package org.rtcroom.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a request came by HTTPS: to this server itself, or to a trusted proxy before it. What
 * anybody else says counts for nothing.
 */
final class Https {

  private static final String NAME = "https";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String FORWARDED = "Forwarded";

  /** Source: RFC 7239, section 4. */
  private static final Pattern PROTO_OF_HOP =
      Pattern.compile("(?i)(?:^|;)\\s*proto=\"?([a-z][a-z0-9+.-]*)\"?\\s*(?:;|$)");

  private Https() {}

  static boolean used(HttpServletRequest request, Networks proxies) {
    return request.isSecure() || (forwarded(request) && proxies.contain(peer(request)));
  }

  private static boolean forwarded(HttpServletRequest request) {
    boolean said = request.getHeader(PROTO) != null || request.getHeader(FORWARDED) != null;
    return said && said(headers(request, PROTO), headers(request, FORWARDED));
  }

  /**
   * Whether the nearest hop, which is the last of a list, says so in each of the two headers that
   * says anything: a proxy that writes one of them may pass on the other as a client made it up.
   *
   * @param protos the values of {@code X-Forwarded-Proto}, in order
   * @param forwarded the values of {@code Forwarded}, in order
   */
  static boolean said(List<String> protos, List<String> forwarded) {
    List<String> words =
        Stream.concat(last(protos), last(forwarded).flatMap(Https::protoOf)).toList();
    return !words.isEmpty() && words.stream().allMatch(NAME::equals);
  }

  private static Stream<String> last(List<String> values) {
    return values.stream()
        .skip(Math.max(0, values.size() - 1))
        .map(list -> list.substring(list.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT));
  }

  private static Stream<String> protoOf(String hop) {
    Matcher proto = PROTO_OF_HOP.matcher(hop);
    return proto.find() ? Stream.of(proto.group(1)) : Stream.empty();
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static String peer(HttpServletRequest request) {
    return Networks.withoutZone(request.getRemoteAddr());
  }
}
