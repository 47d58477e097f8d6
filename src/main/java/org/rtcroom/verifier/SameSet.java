package org.rtcroom.verifier;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Tells whether two long series hold the same items, each as often, in whatever order, without
 * keeping them: both are summed up as SHA-256 under a key that is drawn for this one comparison, so
 * that nobody could have prepared a series with the same sum.
 */
final class SameSet {

  private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(8 * Sha256.LENGTH);

  private final byte[] key = new byte[Sha256.LENGTH];
  private final Sha256 sha = new Sha256();
  private BigInteger difference = BigInteger.ZERO;
  private long surplus;

  SameSet() {
    new SecureRandom().nextBytes(key);
  }

  void first(long number, byte[] item) {
    difference = difference.add(hash(number, item)).mod(RANGE);
    surplus++;
  }

  void second(long number, byte[] item) {
    difference = difference.subtract(hash(number, item)).mod(RANGE);
    surplus--;
  }

  boolean same() {
    return surplus == 0 && difference.signum() == 0;
  }

  private BigInteger hash(long number, byte[] item) {
    return new BigInteger(1, sha.field(key).field(number).field(item).hash());
  }
}
