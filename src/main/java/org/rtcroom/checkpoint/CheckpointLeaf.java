package org.rtcroom.checkpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A leaf as it was signed. Written once. */
@Entity
@IdClass(LeafId.class)
@Table(name = "checkpoint_leaf")
public class CheckpointLeaf {

  @Id
  @Column(name = "number")
  private long number;

  @Id
  @Column(name = "chain")
  private String chain;

  @Column(name = "leaf")
  private byte[] leaf;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected CheckpointLeaf() {}

  CheckpointLeaf(long number, String chain, byte[] leaf) {
    this.number = number;
    this.chain = chain;
    this.leaf = leaf;
  }

  long number() {
    return number;
  }

  String chain() {
    return chain;
  }

  byte[] leaf() {
    return leaf;
  }
}
