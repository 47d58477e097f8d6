package org.rtcroom.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HexFormat;

/** Signs dossiers with the key that signs checkpoints. */
@ApplicationScoped
public class DossierSigner {

  @Inject CheckpointKeys keys;

  /** The id of the key. */
  public String key() {
    return keys.current().id();
  }

  /** Its public half: X.509 SubjectPublicKeyInfo, DER, in lower-case hexadecimal. */
  public String publicKey() {
    return keys.current().publicHex();
  }

  /**
   * The signature under the manifest of a dossier, in lower-case hexadecimal: checkpoint-format.md,
   * "A dossier".
   */
  public String signature(byte[] manifest) {
    return HexFormat.of().formatHex(keys.current().sign(Domain.DOSSIER, manifest));
  }
}
