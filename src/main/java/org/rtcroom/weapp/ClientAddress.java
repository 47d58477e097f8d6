package org.rtcroom.weapp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The address of an operation as people write it. Installed clients put theirs together from a part
 * that somebody typed, so a slash too many or a blank may stand between its segments. Others know
 * an operation by another name, or below the context root of a server that this one replaces. All
 * of them lead to the one normal address, which is all that limits, logs and records see.
 */
public final class ClientAddress {

  private static final String ROOT = "weapp";

  /** Names that documents and clients have for a family or an operation, and ours. */
  static final Map<String, String> OTHER_NAMES =
      Map.of("rtc_room", "multi_room", "get_login_info_debug", Operation.LOGIN_INFO);

  /** The context roots of the servers that this one replaces. */
  static final Set<String> OLD_ROOTS = Set.of("roomservice", "webrtc", "roomlist");

  /** All normal addresses, within the context. */
  private static final Set<String> NORMAL =
      Operation.all()
          .map(operation -> "/" + ROOT + "/" + operation.name())
          .collect(Collectors.toUnmodifiableSet());

  private ClientAddress() {}

  /**
   * The normal address that a request means.
   *
   * @return within the context; empty if it is written so already, or means no operation
   */
  public static Optional<String> meantBy(HttpServletRequest request) {
    String context = request.getContextPath();
    String written = request.getRequestURI();
    boolean normal =
        written.startsWith(context) && NORMAL.contains(written.substring(context.length()));
    return normal ? Optional.empty() : meant(decodedPath(request));
  }

  private static String decodedPath(HttpServletRequest request) {
    return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
  }

  static Optional<String> meant(String path) {
    List<String> segments =
        Arrays.stream(path.split("/", -1))
            .map(ClientAddress::trimmed)
            .filter(segment -> !segment.isEmpty())
            .map(segment -> OTHER_NAMES.getOrDefault(segment, segment))
            .toList();
    boolean old = !segments.isEmpty() && OLD_ROOTS.contains(segments.get(0));
    String address = "/" + String.join("/", segments.subList(old ? 1 : 0, segments.size()));
    return Optional.of(address).filter(NORMAL::contains);
  }

  /** Without the blanks around it, those of other scripts too. */
  private static String trimmed(String segment) {
    int begin = 0;
    int end = segment.length();
    while (begin < end && blank(segment.charAt(begin))) {
      begin++;
    }
    while (begin < end && blank(segment.charAt(end - 1))) {
      end--;
    }
    return segment.substring(begin, end);
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
