package org.rtcroom.weapp;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;

/**
 * An operation, or all of a resource, that nobody reaches whose family cannot tell who they are.
 * The method finds the caller at {@link WeappRequest#caller}. An operation without this is open to
 * everybody.
 */
@Documented
@Retention(RUNTIME)
@interface Authenticated {

  /**
   * False if nobody needs to say who they are where the settings leave that open; a caller who does
   * must be right all the same.
   */
  boolean required() default true;
}
