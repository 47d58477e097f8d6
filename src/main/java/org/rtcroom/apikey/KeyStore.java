package org.rtcroom.apikey;

import java.util.Optional;

/** Keeps the API keys that administrators gave out. */
public interface KeyStore {

  /**
   * The key of that HMAC, expired and revoked ones too; a key whose creation is not in the access
   * log is none.
   *
   * @param hmac lower-case hex
   */
  Optional<StoredKey> find(String hmac);
}
