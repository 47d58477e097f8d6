package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Rates;
import org.rtcroom.http.TooManyRequests;
import org.rtcroom.room.AccessLog;

/** Access to {@code /ops}: for callers from allowed addresses, and holders of keys. */
@ApplicationScoped
class OpsAccess {

  /**
   * A caller is kept out: with status 403 if the caller shows a key of another role, else with 401.
   */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status) {
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
  @Inject Rates rates;

  /** Whether the caller may see more than everybody. */
  boolean open(Set<ApiKey.Role> roles) {
    return allowedAddress() || key().filter(key -> key.hasOneOf(roles)).isPresent();
  }

  /**
   * Lets a caller through who comes from an allowed address, or shows a key with one of these
   * roles; notes any other.
   *
   * @throws Refusal if neither
   */
  void require(String operation, Set<ApiKey.Role> roles) {
    if (!allowedAddress()) {
      requireKey(operation, roles);
    }
  }

  /**
   * As {@link #require}, from any address.
   *
   * @throws Refusal if no such key is shown
   * @throws TooManyRequests if the address has sent too many, with whatever keys
   */
  void requireKey(String operation, Set<ApiKey.Role> roles) {
    rates.countBackEnd(CurrentRequest.get().source().address());
    Optional<ApiKey> key = key();
    if (key.filter(shown -> shown.hasOneOf(roles)).isEmpty()) {
      int status = key.isPresent() ? 403 : 401;
      CurrentRequest request = CurrentRequest.get();
      key.ifPresent(shown -> request.identifyByKey(shown.id()));
      accessLog.refused(request.actor(), operation, status);
      throw new Refusal(status);
    }
  }

  boolean allowedAddress() {
    CurrentRequest request = CurrentRequest.get();
    return settings.allow(request.source(), request.near());
  }

  private Optional<ApiKey> key() {
    return CurrentRequest.get().bearer().only().flatMap(keys::find);
  }
}
