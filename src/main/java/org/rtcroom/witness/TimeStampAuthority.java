package org.rtcroom.witness;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.rtcroom.checkpoint.Witness;

/**
 * Has the SHA-256 of a line time-stamped, RFC 3161, sections 2.4 and 3.4. The answer is kept whole,
 * with its certificates; its signature is checked by the auditor, for example with {@code openssl
 * ts -verify}.
 */
final class TimeStampAuthority implements Witness {

  private static final int NONCE_BITS = 63;

  /** AlgorithmIdentifier of SHA-256: 2.16.840.1.101.3.4.2.1, parameters NULL. */
  private static final byte[] SHA_256 = HexFormat.of().parseHex("300d06096086480165030402010500");

  private static final byte[] TRUE = {(byte) 0xff};

  private final UrlWitness host;
  private final SecureRandom random = new SecureRandom();

  TimeStampAuthority(UrlWitness host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "tsa";
  }

  /** An answer that does not grant, or is not about this line and this request, is refused. */
  @Override
  public byte[] show(byte[] line) {
    byte[] hash = sha256(line);
    byte[] nonce = Der.of(Der.INTEGER, new BigInteger(NONCE_BITS, random).toByteArray());
    byte[] answer = host.post("application/timestamp-query", request(hash, nonce));
    if (!granted(answer)) {
      throw new NotWitnessed("the time-stamp authority did not grant it");
    }
    if (!contains(answer, Der.of(Der.OCTETS, hash)) || !contains(answer, nonce)) {
      throw new NotWitnessed("the time stamp is about something else");
    }
    return answer;
  }

  /** TimeStampReq, version 1, with the certificates asked for. */
  static byte[] request(byte[] hash, byte[] nonce) {
    return Der.of(
        Der.SEQUENCE,
        Der.of(Der.INTEGER, new byte[] {1}),
        Der.of(Der.SEQUENCE, SHA_256, Der.of(Der.OCTETS, hash)),
        nonce,
        Der.of(Der.BOOLEAN, TRUE));
  }

  /** TimeStampResp: its PKIStatusInfo begins with the status, 0 or 1 for granted. */
  static boolean granted(byte[] answer) {
    Optional<Der.Place> status =
        Der.at(answer, 0, Der.SEQUENCE)
            .flatMap(whole -> Der.at(answer, whole.start(), Der.SEQUENCE))
            .flatMap(info -> Der.at(answer, info.start(), Der.INTEGER));
    return status
        .filter(place -> place.length() == 1)
        .filter(place -> answer[place.start()] == 0 || answer[place.start()] == 1)
        .isPresent();
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
