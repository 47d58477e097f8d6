package org.rtcroom.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.Optional;
import org.rtcroom.chain.Sha256;

/** A key that signs checkpoints and tombstones. */
public final class SigningKey {

  private static final int ID_DIGITS = 16;

  private final KeyPair pair;
  private final String id;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
    byte[] hash = Sha256.of(pair.getPublic().getEncoded(), new byte[0]);
    id = HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
  }

  /** The key of a PEM text; empty if it holds no private Ed25519 key. */
  static Optional<SigningKey> read(String pem) {
    return Ed25519.read(pem).map(SigningKey::new);
  }

  /** The first 16 hexadecimal digits of the SHA-256 of the public key's DER. */
  public String id() {
    return id;
  }

  PublicKey publicKey() {
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
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(pair.getPublic());
      signature.update(domain.signed(document));
      return signature.verify(claimed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Shows its id only. */
  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
