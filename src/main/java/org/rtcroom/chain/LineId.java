package org.rtcroom.chain;

import java.io.Serializable;
import java.util.Objects;

/** The key of a line and of its personal part: chain and number. */
public class LineId implements Serializable {

  private static final long serialVersionUID = 1L;

  private String chain;
  private long seq;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  public LineId() {}

  public LineId(String chain, long seq) {
    this.chain = chain;
    this.seq = seq;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineId that && seq == that.seq && chain.equals(that.chain);
  }

  @Override
  public int hashCode() {
    return Objects.hash(chain, seq);
  }
}
