package org.rtcroom.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.rtcroom.checkpoint.Witness;
import org.rtcroom.verifier.stamp.StampCertificates;
import org.rtcroom.verifier.stamp.TimeStamp;

/**
 * Has the SHA-256 of a line time-stamped, RFC 3161, sections 2.4 and 3.4. The answer is kept whole,
 * with its certificates.
 */
final class TimeStampAuthority implements Witness {

  private static final int NONCE_BITS = 63;

  /** With parameters, which not every authority does without. */
  private static final AlgorithmIdentifier SHA_256 =
      new AlgorithmIdentifier(TSPAlgorithms.SHA256, DERNull.INSTANCE);

  private final UrlWitness host;
  private final Optional<StampCertificates> trusted;
  private final SecureRandom random = new SecureRandom();

  /**
   * An authority.
   *
   * @param trusted its certificates; without them its answers are consistent, but prove nothing
   */
  TimeStampAuthority(UrlWitness host, Optional<StampCertificates> trusted) {
    this.host = host;
    this.trusted = trusted;
  }

  @Override
  public String name() {
    return "tsa";
  }

  /**
   * Refuses an answer that does not grant, is not about this line and this request, or is not
   * signed as it should be: where certificates were given, by one of them.
   */
  @Override
  public byte[] show(byte[] line) {
    BigInteger nonce = new BigInteger(NONCE_BITS, random);
    byte[] answer = host.post("application/timestamp-query", request(line, nonce));
    TimeStamp stamp = stamp(answer, line);
    if (!stamp.answers(nonce)) {
      throw new NotWitnessed("the time stamp answers another request");
    }
    if (trusted.isPresent() && !trusted.get().vouchFor(stamp)) {
      throw new NotWitnessed("the time stamp is of another authority");
    }
    return answer;
  }

  private static TimeStamp stamp(byte[] answer, byte[] line) {
    try {
      return TimeStamp.of(answer, line);
    } catch (TimeStamp.NoStamp e) {
      throw new NotWitnessed(e.getMessage() + "", e);
    }
  }

  @Override
  public Optional<Instant> proves(byte[] line, byte[] answer) {
    try {
      return Optional.of(TimeStamp.of(answer, line))
          .filter(stamp -> trusted.isPresent() && trusted.get().vouchFor(stamp))
          .map(stamp -> Instant.ofEpochMilli(stamp.timeMillis()));
    } catch (TimeStamp.NoStamp e) {
      return Optional.empty();
    }
  }

  /** TimeStampReq, version 1, with the certificates asked for. */
  static byte[] request(byte[] line, BigInteger nonce) {
    TimeStampRequestGenerator request = new TimeStampRequestGenerator();
    request.setCertReq(true);
    try {
      return request.generate(SHA_256, sha256(line), nonce).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
