package org.rtcroom.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Signs tickets and checks their signatures. Thread-safe. */
final class TicketSignatures {

  private final TicketKeys keys;
  private final Optional<Provider> provider;

  TicketSignatures(TicketKeys keys) {
    this(keys, NativeProvider.PRESENT);
  }

  /**
   * @param provider of signatures by elliptic curves; empty: the JVM's own
   */
  TicketSignatures(TicketKeys keys, Optional<Provider> provider) {
    this.keys = keys;
    this.provider = provider;
  }

  /** Signs a ticket in its own format, whose key must be there. */
  String sign(Ticket ticket) {
    return ticket
        .with(TicketFormat.SIGNATURE, signature(ticket.format(), ticket.signedLines()))
        .text();
  }

  /** Whether the ticket's signature is good for its fields. */
  boolean verifies(Ticket ticket) {
    String lines = ticket.signedLines();
    String signature = ticket.signature();
    return switch (ticket.format()) {
      case V1 -> keys.publicKey().filter(key -> verifies(key, lines, signature)).isPresent();
      case V2 ->
          keys.sharedKey()
              .filter(key -> SecretFingerprint.equal(hmac(key, lines), signature))
              .isPresent();
    };
  }

  /** Whether the public key belongs to the private one. */
  boolean pairMatches() {
    String probe = "which key is the other one's";
    String signature = signature(TicketFormat.V1, probe);
    return keys.publicKey().filter(key -> verifies(key, probe, signature)).isPresent();
  }

  private String signature(TicketFormat format, String lines) {
    return switch (format) {
      case V1 -> keys.privateKey().map(key -> signed(key, lines)).orElseThrow();
      case V2 -> keys.sharedKey().map(key -> hmac(key, lines)).orElseThrow();
    };
  }

  private String signed(PrivateKey key, String lines) {
    try {
      Signature signature = algorithm(key);
      signature.initSign(key);
      signature.update(TicketText.utf8(lines));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ticket key does not sign", e);
    }
  }

  private boolean verifies(PublicKey key, String lines, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      boolean canonical = Base64.getEncoder().encodeToString(bytes).equals(base64);
      Signature signature = algorithm(key);
      signature.initVerify(key);
      signature.update(TicketText.utf8(lines));
      return canonical && signature.verify(bytes);
    } catch (IllegalArgumentException | GeneralSecurityException noSignature) {
      return false;
    }
  }

  private Signature algorithm(Key key) throws GeneralSecurityException {
    if (key.getAlgorithm().equals("RSA")) {
      return Signature.getInstance("SHA256withRSA");
    }
    return provider.isPresent()
        ? Signature.getInstance(NativeProvider.SIGNATURE, provider.get())
        : Signature.getInstance(NativeProvider.SIGNATURE);
  }

  private static String hmac(SecretKey key, String lines) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(TicketText.utf8(lines)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
