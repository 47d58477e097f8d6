package org.rtcroom.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method that reads the history. {@link ApiFilter} notes the read in the access
 * log before the method is called; the method gets the query of the read from {@link
 * ApiRequest#noted}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AuditedRead {

  HistoryRead value();
}
