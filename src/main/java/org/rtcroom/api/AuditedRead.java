package org.rtcroom.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that reads the history. The access log notes what it reads before it is called
 * ({@link AuditedReadFilter}); what it is asked for it has from {@link ReadAudit#noted}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AuditedRead {

  HistoryRead value();
}
