package org.rtcroom.kernel;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that the application has one of, and that others hold themselves instead of a proxy: for
 * what every request passes, where proxies take a good part of the time. It is made together with
 * the first bean that holds it, so two of them must not need each other.
 */
@Stereotype
@Singleton
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Unproxied {}
