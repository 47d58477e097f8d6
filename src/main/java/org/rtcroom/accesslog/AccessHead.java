package org.rtcroom.accesslog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Where an access-log chain ends. There is one chain per node, start and day; only its node writes
 * it.
 */
@Entity
@Table(name = "access_head")
public class AccessHead {

  @Id
  @Column(name = "chain")
  private String chain;

  @Column(name = "node")
  private String node;

  @Column(name = "started_millis")
  private long startedMillis;

  @Column(name = "last_seq")
  private long lastSeq;

  @Column(name = "last_hash")
  private byte[] lastHash;

  /** For JPA only: rows are only read as entities. */
  @SuppressWarnings("NullAway.Init")
  protected AccessHead() {}

  String chain() {
    return chain;
  }

  long lastSeq() {
    return lastSeq;
  }

  byte[] lastHash() {
    return lastHash;
  }
}
