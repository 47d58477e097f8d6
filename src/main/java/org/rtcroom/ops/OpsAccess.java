package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.room.AccessLog;

/** Who may look: whoever comes from an allowed address, or shows the key of one who watches. */
@ApplicationScoped
class OpsAccess {

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
      CurrentRequest request = CurrentRequest.get();
      key.ifPresent(shown -> request.identifyByKey(shown.id()));
      accessLog.refused(request.actor(), operation, status);
      throw new Closed(status);
    }
  }

  boolean allowedAddress() {
    CurrentRequest request = CurrentRequest.get();
    return settings.allow(request.source(), request.sent().getLocalAddr());
  }

  private Optional<ApiKey> key() {
    return CurrentRequest.get().bearer().only().flatMap(keys::find);
  }
}
