package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.rtcroom.Measured;

/** What the signature of a checkpoint, an act or a dossier costs: Ed25519, over 1,200 bytes. */
public class CheckpointSignature extends Measured {

  private static final int LENGTH = 1_200;

  private SigningKey key;
  private byte[] document;
  private byte[] signature;

  @Setup
  public void sign() {
    key = SigningKey.read(Ed25519.newPem()).orElseThrow();
    document = "5".repeat(LENGTH).getBytes(StandardCharsets.US_ASCII);
    signature = key.sign(Domain.CHECKPOINT, document);
    require(key.signed(Domain.CHECKPOINT, document, signature));
    require(!key.signed(Domain.DOSSIER, document, signature));
  }

  /** The same key signs the same document with the same bytes. */
  @Benchmark
  public byte[] signed() {
    byte[] made = key.sign(Domain.CHECKPOINT, document);
    require(made[0] == signature[0] && made[made.length - 1] == signature[signature.length - 1]);
    return made;
  }

  @Benchmark
  public boolean verified() {
    boolean right = key.signed(Domain.CHECKPOINT, document, signature);
    require(right);
    return right;
  }
}
