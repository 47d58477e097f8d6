package org.rtcroom.journal;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.LineContent;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.PersonalRow;

/** The personal part of a line of a room session. */
@Entity
@IdClass(LineId.class)
@Table(name = "session_person")
public class SessionPerson extends PersonalRow {

  /** For JPA only. */
  protected SessionPerson() {}

  SessionPerson(Line line, LineContent content, Optional<String> userId, Optional<String> address) {
    super(line, content, userId, address);
  }
}
