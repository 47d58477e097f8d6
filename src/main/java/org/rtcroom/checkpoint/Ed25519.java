package org.rtcroom.checkpoint;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys for Ed25519 (RFC 8032) as PEM, such as {@code openssl genpkey -algorithm ed25519} makes. */
final class Ed25519 {

  private static final Pattern PRIVATE_BLOCK =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Ed25519() {}

  /** A new private key, PKCS #8. */
  static String newPem() {
    try {
      return write("PRIVATE KEY", generator().generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** X.509 SubjectPublicKeyInfo. */
  static String publicPem(PublicKey key) {
    return write("PUBLIC KEY", key);
  }

  /** Reads a private key and works out its public one; empty if it is not an Ed25519 key. */
  static Optional<KeyPair> read(String pem) {
    Matcher block = PRIVATE_BLOCK.matcher(pem);
    if (!block.find()) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      return ((EdECPrivateKey) key).getBytes().map(Ed25519::pair);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A generator that is handed the private key as its random bytes works out the public one. */
  private static KeyPair pair(byte[] seed) {
    try {
      KeyPairGenerator generator = generator();
      generator.initialize(NamedParameterSpec.ED25519, new SeedBytes(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static KeyPairGenerator generator() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519");
  }

  private static String write(String label, Key key) {
    String lines = LINES.encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("every Java platform since 15 has Ed25519", cause);
  }

  /** Not random at all. */
  private static final class SeedBytes extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    SeedBytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }
}
