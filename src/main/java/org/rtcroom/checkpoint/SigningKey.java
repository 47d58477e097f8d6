package org.rtcroom.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.Optional;

/** A key that signs checkpoints and tombstones. */
public final class SigningKey {

  private final KeyPair pair;
  private final String id;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
    id = Ed25519.id(pair.getPublic());
  }

  /** The key of a PEM text; empty if it holds no private Ed25519 key. */
  static Optional<SigningKey> read(String pem) {
    return Ed25519.read(pem).map(SigningKey::new);
  }

  /** The first 16 hexadecimal digits of the SHA-256 of the public key's DER. */
  public String id() {
    return id;
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** X.509 SubjectPublicKeyInfo, DER, in lower-case hexadecimal. */
  public String publicHex() {
    return HexFormat.of().formatHex(pair.getPublic().getEncoded());
  }

  /** Signs a document with the name of its domain before it. */
  public byte[] sign(Domain domain, byte[] document) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(domain.signed(document));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key always signs", e);
    }
  }

  /** Whether this key signed that document. */
  boolean signed(Domain domain, byte[] document, byte[] claimed) {
    return Ed25519.verified(pair.getPublic(), domain.signed(document), claimed);
  }

  /** Shows its id only. */
  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
