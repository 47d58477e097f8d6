package org.rtcroom.accesslog;

import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.rtcroom.chain.LineId;
import org.rtcroom.chain.LineRow;

/** A line of an access log. Rows are only read as entities. */
@Entity
@IdClass(LineId.class)
@Table(name = "access_line")
public class AccessLine extends LineRow {}
