package org.rtcroom.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtcroom.verifier.archive.PlainText;
import org.rtcroom.verifier.archive.Unusable;

/**
 * A public Ed25519 key.
 *
 * @param id the first 16 hexadecimal digits of the SHA-256 of its X.509 SubjectPublicKeyInfo
 */
public record Key(String id, PublicKey key) {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private static final int ID_DIGITS = 16;

  /** Bytes of a key file, which has a hundred or so. */
  private static final int LONGEST = 1 << 16;

  /**
   * The key in a file, in PEM; a byte order mark, UTF-16 and carriage returns are understood.
   *
   * @throws Unusable if it holds no public Ed25519 key, or more than one
   */
  static Key ofFile(Path file) throws IOException {
    try (InputStream in = PlainText.of(file)) {
      return ofPem(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
    } catch (CharacterCodingException e) {
      throw new Unusable("the key file is no text", e);
    }
  }

  /**
   * A key in PEM.
   *
   * @throws Unusable if the text holds no public Ed25519 key
   */
  public static Key ofPem(String text) throws Unusable {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new Unusable("no BEGIN PUBLIC KEY in the key file" + insteadOfKey(text));
    }
    String base64 = pem.group(1).replaceAll("\\s", "");
    if (pem.find()) {
      throw new Unusable("the key file holds more than one public key: give one");
    }
    try {
      return ofDer(Base64.getDecoder().decode(base64));
    } catch (BadJson | IllegalArgumentException e) {
      throw new Unusable("the key file holds no Ed25519 public key", e);
    }
  }

  private static String insteadOfKey(String text) {
    if (text.contains("PRIVATE KEY")) {
      return ": it is the private key, which nobody else may have; give the .pub file beside it";
    } else if (text.contains("BEGIN CERTIFICATE") || text.startsWith("ssh-")) {
      return ": give the .pub file that the service wrote beside its checkpoint key";
    }
    return ", which is a text of three lines";
  }

  /** A key as X.509 SubjectPublicKeyInfo, DER. */
  static Key ofDer(byte[] der) {
    try {
      PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
      if (!Arrays.equals(key.getEncoded(), der)) {
        throw new BadJson("not an Ed25519 public key in its one spelling");
      }
      return of(key);
    } catch (GeneralSecurityException e) {
      throw new BadJson("not an Ed25519 public key");
    }
  }

  /** That key with its id. */
  public static Key of(PublicKey key) {
    String digest = HexFormat.of().formatHex(Sha256.of(key.getEncoded()));
    return new Key(digest.substring(0, ID_DIGITS), key);
  }

  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The bytes that are signed for a document: domain, format 1 and document, with lengths. */
  static byte[] message(String domain, byte[] document) {
    byte[] name = domain.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(3 * Integer.BYTES + Long.BYTES + name.length + document.length)
        .putInt(name.length)
        .put(name)
        .putInt(Long.BYTES)
        .putLong(1)
        .putInt(document.length)
        .put(document)
        .array();
  }
}
