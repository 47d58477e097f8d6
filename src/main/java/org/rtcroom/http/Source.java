package org.rtcroom.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request comes from.
 *
 * @param address the nearest hop that no trusted proxy stands for
 * @param reported what was said in {@code X-Forwarded-For} of hops before that, or empty text
 */
public record Source(String address, String reported) {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::[0-9]+)?");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+");
  private static final int LONGEST = 256;

  /**
   * Goes back from the peer over the hops that trusted proxies report, until one is not trusted.
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
    return new Source(address, DeclaredText.of(reported, LONGEST));
  }

  /** The address of a hop, which some proxies write with a port. */
  private static Optional<String> literal(String hop) {
    Matcher bracketed = BRACKETED.matcher(hop);
    Matcher withPort = WITH_PORT.matcher(hop);
    String bare =
        bracketed.matches() ? bracketed.group(1) : withPort.matches() ? withPort.group(1) : hop;
    return Networks.address(bare).map(address -> bare);
  }
}
