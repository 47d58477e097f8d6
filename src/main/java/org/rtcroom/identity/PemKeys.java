package org.rtcroom.identity;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtcroom.settings.BadSetting;

/** Reads and writes keys as PEM: PKCS #8 private keys, X.509 public keys, EC P-256 or RSA. */
final class PemKeys {

  private static final int SHORTEST_RSA = 2048;
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemKeys() {}

  static PrivateKey privateKey(String setting, String pem) {
    return key(
        setting,
        block(setting, pem, "PRIVATE KEY"),
        (factory, der) -> factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
  }

  static PublicKey publicKey(String setting, String pem) {
    return key(
        setting,
        block(setting, pem, "PUBLIC KEY"),
        (factory, der) -> factory.generatePublic(new X509EncodedKeySpec(der)));
  }

  /** A new P-256 pair: a private and a public block in one text. */
  static String newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return write("PRIVATE KEY", pair.getPrivate()) + publicBlock(pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  static String publicBlock(PublicKey key) {
    return write("PUBLIC KEY", key);
  }

  private static String write(String label, Key key) {
    String lines = LINES.encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  private static byte[] block(String setting, String pem, String label) {
    Pattern form =
        Pattern.compile(
            "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
    Matcher block = form.matcher(pem);
    if (!block.find()) {
      throw bad(setting);
    }
    try {
      return Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw bad(setting);
    }
  }

  private interface KeyReader<K extends Key> {
    K read(KeyFactory factory, byte[] der) throws InvalidKeySpecException;
  }

  private static <K extends Key> K key(String setting, byte[] der, KeyReader<K> reader) {
    for (String algorithm : List.of("EC", "RSA")) {
      try {
        K key = reader.read(KeyFactory.getInstance(algorithm), der);
        if (key instanceof ECKey ec
            ? onP256(ec.getParams())
            : key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA) {
          return key;
        }
      } catch (GeneralSecurityException e) {
        // of another algorithm, or none
      }
    }
    throw bad(setting);
  }

  private static boolean onP256(ECParameterSpec curve) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      BigInteger order = parameters.getParameterSpec(ECParameterSpec.class).getOrder();
      return curve.getOrder().equals(order);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  private static BadSetting bad(String setting) {
    return BadSetting.secret(
        setting,
        "PEM with BEGIN PRIVATE KEY (PKCS #8) or BEGIN PUBLIC KEY, EC P-256 or RSA of "
            + SHORTEST_RSA
            + " bits or more");
  }
}
