package org.rtcroom.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The place a request comes from.
 *
 * @param address the nearest hop that no trusted proxy stands for
 * @param reported the hops before that as {@code X-Forwarded-For} names them, or empty text
 */
public record Source(String address, String reported) {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::[0-9]+)?");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+");
  private static final int LONGEST = 256;

  /** Source: RFC 7239, section 4. */
  private static final Pattern PROTO_OF_HOP =
      Pattern.compile("(?i)(?:^|;)\\s*proto=\"?([a-z][a-z0-9+.-]*)\"?\\s*(?:;|$)");

  /**
   * Goes back from the peer over the hops that trusted proxies report, up to the first hop that is
   * not trusted.
   *
   * @param forwarded the values of {@code X-Forwarded-For}, in order
   */
  public static Source of(String peer, List<String> forwarded, Networks trusted) {
    if (forwarded.isEmpty()) {
      return new Source(Networks.withoutZone(peer), "");
    }
    List<String> hops =
        forwarded.stream().flatMap(COMMA::splitAsStream).map(String::strip).toList();
    String address = Networks.withoutZone(peer);
    int known = hops.size();
    while (known > 0 && trusted.contain(address)) {
      Optional<String> before = literal(hops.get(known - 1));
      if (before.isEmpty()) {
        break;
      }
      address = before.get();
      known--;
    }
    String reported = String.join(", ", hops.subList(0, known));
    return new Source(address, CurrentRequest.declared(reported, LONGEST));
  }

  /** The address of a hop, which some proxies write with a port. */
  private static Optional<String> literal(String hop) {
    Matcher bracketed = BRACKETED.matcher(hop);
    Matcher withPort = WITH_PORT.matcher(hop);
    String bare =
        bracketed.matches() ? bracketed.group(1) : withPort.matches() ? withPort.group(1) : hop;
    return Networks.address(bare).map(address -> bare);
  }

  /**
   * Whether a trusted peer says that a request came to it by HTTPS. The nearest hop, which is the
   * last of a list, has to say so in each of the two headers that says anything: a proxy that
   * writes one of them may pass on the other as a client made it up.
   *
   * @param protos the values of {@code X-Forwarded-Proto}, in order
   * @param forwarded the values of {@code Forwarded}, in order
   */
  static boolean https(String peer, List<String> protos, List<String> forwarded, Networks trusted) {
    if (protos.isEmpty() && forwarded.isEmpty()) {
      return false;
    }
    List<String> schemes =
        Stream.concat(last(protos), last(forwarded).flatMap(Source::scheme)).toList();
    return !schemes.isEmpty()
        && schemes.stream().allMatch("https"::equals)
        && trusted.contain(Networks.withoutZone(peer));
  }

  private static Stream<String> last(List<String> values) {
    return values.stream()
        .skip(Math.max(0, values.size() - 1))
        .map(list -> list.substring(list.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT));
  }

  private static Stream<String> scheme(String hop) {
    return PROTO_OF_HOP.matcher(hop).results().limit(1).map(found -> found.group(1));
  }
}
