package org.rtcroom.ops;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.room.AccessLog;

/** Who may look: whoever comes from an allowed address, or shows the key of one who watches. */
@RequestScoped
class OpsAccess {

  private static final String BEARER = "Bearer ";
  private static final int LONGEST = 256;

  /** Kept out, and whether a key of another role was shown. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Closed(int status) {
      super("HTTP " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  @Inject HttpServletRequest request;
  @Inject OpsSettings settings;
  @Inject ApiKeys keys;
  @Inject AccessLog accessLog;

  /** Whether who asks may see more than everybody. */
  boolean open(Set<ApiKey.Role> roles) {
    return allowedAddress() || key().filter(key -> key.hasOneOf(roles)).isPresent();
  }

  /**
   * Lets through who comes from an allowed address, or shows a key with one of these roles; notes
   * who does not.
   *
   * @throws Closed if neither
   */
  void require(String operation, Set<ApiKey.Role> roles) {
    if (!allowedAddress()) {
      requireKey(operation, roles);
    }
  }

  /** As {@link #require}, wherever the request comes from. */
  void requireKey(String operation, Set<ApiKey.Role> roles) {
    Optional<ApiKey> key = key();
    if (key.filter(shown -> shown.hasOneOf(roles)).isEmpty()) {
      int status = key.isPresent() ? 403 : 401;
      accessLog.refused(
          key.map(shown -> actor().byKey(shown.id())).orElseGet(this::actor), operation, status);
      throw new Closed(status);
    }
  }

  boolean allowedAddress() {
    return settings.allow(
        request.getRemoteAddr(), request.getLocalAddr(), headers("X-Forwarded-For"));
  }

  private Optional<ApiKey> key() {
    List<String> shown = headers("Authorization");
    return shown.stream()
        .filter(value -> shown.size() == 1)
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .flatMap(value -> keys.find(value.substring(BEARER.length()).strip()).stream())
        .findFirst();
  }

  private Actor actor() {
    return new Actor(
        Optional.empty(),
        Proof.NONE,
        request.getRemoteAddr().replaceAll("%.*", ""),
        cut(String.join(", ", headers("X-Forwarded-For"))),
        cut(String.join(" ", headers("User-Agent"))),
        "",
        "",
        "");
  }

  private List<String> headers(String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(LONGEST, text.length())).replace('\u0000', ' ');
  }
}
