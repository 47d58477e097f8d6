package org.rtcroom.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;

/** The personal part of a line of a room session. */
@Entity
@IdClass(LineId.class)
@Table(name = "session_person")
public class SessionPerson extends PersonalRow {

  /** For JPA only. */
  protected SessionPerson() {}

  SessionPerson(Line line, Content content, Optional<String> userId, Optional<String> address) {
    super(line, content, userId, address);
  }
}
