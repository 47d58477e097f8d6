package org.rtcroom.identity;

/**
 * A new token and the user it stands for.
 *
 * @param token consists of {@code A-Z a-z 0-9 - _ .} only
 */
public record IssuedToken(String token, Caller caller) {

  /** Without the token, which is a secret. */
  @Override
  public String toString() {
    return "Issued[caller=" + caller + "]";
  }
}
