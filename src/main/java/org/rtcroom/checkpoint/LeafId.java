package org.rtcroom.checkpoint;

import java.io.Serializable;
import java.util.Objects;

/** The key of a leaf: the checkpoint's number and the chain. */
public class LeafId implements Serializable {

  private static final long serialVersionUID = 1L;

  private long number;
  private String chain;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  public LeafId() {}

  LeafId(long number, String chain) {
    this.number = number;
    this.chain = chain;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeafId that && number == that.number && chain.equals(that.chain);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, chain);
  }
}
