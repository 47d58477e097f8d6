package org.rtcroom.journal;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.LineRow;

/** A line of a room session. */
@Entity
@IdClass(LineId.class)
@Table(name = "session_line")
public class SessionLine extends LineRow {}
