package org.rtcroom.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;

/** Where a request comes from: the peer of its connection, and what it says of itself. */
@RequestScoped
class RequestSource {

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");
  private static final int LONGEST = 256;

  @Inject HttpServletRequest request;

  /** The request's own name for itself, or one made for it. */
  String requestId() {
    return Optional.ofNullable(request.getHeader("X-Request-Id"))
        .filter(id -> REQUEST_ID.matcher(id).matches())
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  Actor actor(String requestId) {
    return new Actor(
        Optional.empty(),
        Proof.NONE,
        address(request.getRemoteAddr()),
        cut(String.join(", ", Collections.list(request.getHeaders("X-Forwarded-For")))),
        cut(Optional.ofNullable(request.getHeader("User-Agent")).orElse("")),
        "",
        "",
        requestId);
  }

  /** Servers write link-local addresses with the interface they came by. */
  private static String address(String text) {
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(LONGEST, text.length())).replace('\u0000', ' ');
  }
}
