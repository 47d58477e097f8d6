package org.rtcroom.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A line of an access log. */
@Entity
@IdClass(LineId.class)
@Table(name = "access_line")
public class AccessLine extends LineRow {

  /** For JPA only: rows are only read as entities. */
  protected AccessLine() {}
}
