package org.rtcroom.dossier;

import java.time.Instant;

/**
 * Where a dossier comes from: when it was made, by which node, and the key that signs it.
 *
 * @param mode of the service, {@code demo} or {@code production}
 * @param key id of the key that signs it
 * @param publicKey lower-case hexadecimal
 */
record Provenance(Instant at, String node, String mode, String key, String publicKey) {

  boolean demo() {
    return !mode.equals("production");
  }
}
