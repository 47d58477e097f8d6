package org.rtcroom.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;

/** The personal part of a line of an access log. */
@Entity
@IdClass(LineId.class)
@Table(name = "access_person")
public class AccessPerson extends PersonalRow {

  /** For JPA only. */
  protected AccessPerson() {}

  AccessPerson(Line line, Content content, Optional<String> userId, Optional<String> address) {
    super(line, content, userId, address);
  }
}
