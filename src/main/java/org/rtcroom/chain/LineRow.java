package org.rtcroom.chain;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** A line as a row. Written once: the class has no setters and the table takes no UPDATE. */
@MappedSuperclass
public abstract class LineRow {

  @Id
  @Column(name = "chain", updatable = false)
  private String chain;

  @Id
  @Column(name = "seq", updatable = false)
  private long seq;

  @Column(name = "format", updatable = false)
  private int format;

  @Column(name = "at_millis", updatable = false)
  private long atMillis;

  @Column(name = "kind", updatable = false)
  private String kind;

  @Column(name = "details", updatable = false)
  private byte[] details;

  @Column(name = "commitment", updatable = false)
  private byte[] commitment;

  @Column(name = "previous_hash", updatable = false)
  private byte[] previousHash;

  @Column(name = "hash", updatable = false)
  private byte[] hash;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected LineRow() {}

  public Line line() {
    return new Line(format, chain, seq, atMillis, kind, details, commitment, previousHash, hash);
  }
}
