package org.rtcroom.kernel;

import java.util.Optional;

/**
 * The cause of a line, and all that is known of its origin.
 *
 * @param user the authenticated user, or empty when the service itself acted
 * @param proof how that user was identified
 * @param address observed: the peer's address, as far as trusted proxies vouch for it
 * @param reportedAddress the hops before that, for which no trusted proxy vouches, or empty text
 * @param via the trusted proxies that the request passed, the peer last, or empty text
 * @param userAgent declared by the client, or empty text
 * @param platform declared by the client at login, or empty text
 * @param tokenId the id (never the text) of the token or API key shown, or empty text
 * @param requestId the request's id, or empty text
 */
public record Actor(
    Optional<UserId> user,
    Proof proof,
    String address,
    String reportedAddress,
    String via,
    String userAgent,
    String platform,
    String tokenId,
    String requestId) {

  /** The service itself, such as a sweep. */
  public static final Actor SERVICE =
      new Actor(Optional.empty(), Proof.NONE, "", "", "", "", "", "", "");

  /**
   * The same visitor, identified by an API key.
   *
   * @param keyId the id of the key, never its text
   */
  public Actor byKey(String keyId) {
    return new Actor(
        user, Proof.API_KEY, address, reportedAddress, via, userAgent, platform, keyId, requestId);
  }
}
