package org.rtcroom.accesslog;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.PersonalRow;

/** The personal part of a line of an access log. Rows are only read as entities. */
@Entity
@IdClass(LineId.class)
@Table(name = "access_person")
public class AccessPerson extends PersonalRow {}
