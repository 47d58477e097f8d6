package org.rtcroom.weapp;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;

/**
 * An operation, or all of a resource, that is answered to known callers only. The method reads its
 * fields and then asks {@link Callers}; {@link Answers} gives no answer before. An operation
 * without this mark is open to all.
 */
@Documented
@Retention(RUNTIME)
@interface Authenticated {

  /**
   * False if callers need not name themselves where the settings leave that open; a caller that
   * does must be right all the same.
   */
  boolean required() default true;
}
