package org.rtcroom.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.rtcroom.chain.LineId;

/**
 * The integrator's case a line names, so that sessions are found by it. Goes when the line's
 * personal part goes.
 */
@Entity
@IdClass(LineId.class)
@Table(name = "session_case")
public class SessionCase {

  @Id
  @Column(name = "chain", updatable = false)
  private String chain;

  @Id
  @Column(name = "seq", updatable = false)
  private long seq;

  @Column(name = "case_id", updatable = false)
  private String caseId;

  /** For JPA only. */
  @SuppressWarnings("NullAway.Init")
  protected SessionCase() {}
}
