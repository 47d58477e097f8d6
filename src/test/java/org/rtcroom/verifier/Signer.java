package org.rtcroom.verifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A key pair of a test that signs as the service does. */
final class Signer {

  private final KeyPair pair;
  final Key key;

  Signer() {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    key = Key.of(pair.getPublic());
  }

  byte[] sign(String domain, byte[] document) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(Key.message(domain, document));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String signHex(String domain, String document) {
    return Bytes.hex(sign(domain, document.getBytes(StandardCharsets.UTF_8)));
  }

  String publicHex() {
    return Bytes.hex(pair.getPublic().getEncoded());
  }

  String pem() {
    String base64 = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }
}
