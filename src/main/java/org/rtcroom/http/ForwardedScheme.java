package org.rtcroom.http;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a request came by HTTPS to the farthest of the trusted proxies. Each proxy adds its word
 * to {@code X-Forwarded-Proto} or {@code Forwarded} (RFC 7239, section 4), or sets it anew: of n
 * proxies the farthest has the n-th word from the end, or the first of a shorter list. It has to
 * say so in each of the two headers that says anything, because a proxy that writes one of them may
 * pass on the other as a client made it up.
 */
final class ForwardedScheme {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"");
  private static final Pattern SEPARATORS = Pattern.compile("[,;]");
  private static final String PROTO = "proto=";

  private ForwardedScheme() {}

  /**
   * Reads both headers.
   *
   * @param protos the values of {@code X-Forwarded-Proto}, in order
   * @param forwarded the values of {@code Forwarded}, in order
   */
  static boolean https(
      Source source, List<String> protos, List<String> forwarded, TrustedProxies trusted) {
    if (protos.isEmpty() && forwarded.isEmpty()) {
      return false;
    }
    int proxies = proxies(source, trusted);
    String elements = String.join(",", forwarded);
    if (proxies == 0 || ambiguous(elements)) {
      return false;
    }
    String split = QUOTED.matcher(elements).replaceAll(quoted -> inert(quoted.group()));
    List<String> schemes =
        Stream.concat(
                word(protos, proxies), word(List.of(split), proxies).flatMap(ForwardedScheme::of))
            .toList();
    return !schemes.isEmpty() && schemes.stream().allMatch("https"::equalsIgnoreCase);
  }

  /** A peer that names no other hop speaks for itself. */
  private static int proxies(Source source, TrustedProxies trusted) {
    boolean peer =
        source.proxies() == 0
            && IpAddress.parse(source.address())
                .filter(address -> trusted.include(address, 0))
                .isPresent();
    return peer ? 1 : source.proxies();
  }

  /** Whether it cannot be told where quoted texts begin, such as a client's name for the host. */
  private static boolean ambiguous(String elements) {
    boolean open = elements.chars().filter(c -> c == '"').count() % 2 != 0;
    return open || elements.indexOf('\\') >= 0;
  }

  /** A quoted text without what separates elements and parameters outside of it. */
  private static String inert(String quoted) {
    return SEPARATORS.matcher(quoted).replaceAll(" ");
  }

  private static Stream<String> word(List<String> values, int proxies) {
    List<String> words = values.stream().flatMap(v -> Stream.of(COMMA.split(v, -1))).toList();
    return words.stream().skip(Math.max(0, words.size() - proxies)).limit(1).map(String::strip);
  }

  private static Stream<String> of(String element) {
    return SEMICOLON
        .splitAsStream(element)
        .map(String::strip)
        .filter(pair -> pair.regionMatches(true, 0, PROTO, 0, PROTO.length()))
        .map(pair -> pair.substring(PROTO.length()).replace("\"", ""));
  }
}
