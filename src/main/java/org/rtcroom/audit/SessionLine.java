package org.rtcroom.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A line of a room session. */
@Entity
@IdClass(LineId.class)
@Table(name = "session_line")
public class SessionLine extends LineRow {

  /** For JPA only. */
  protected SessionLine() {}

  SessionLine(Line line) {
    super(line);
  }
}
