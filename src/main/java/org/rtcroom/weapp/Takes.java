package org.rtcroom.weapp;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * What an operation takes from its request. It is read before anybody asks who is calling: a
 * request of the wrong shape is told so, whoever sends it. The method finds it at {@link
 * WeappRequest#asked}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
@interface Takes {

  /** A type that {@link Operations} knows how to read. */
  Class<?> value();
}
