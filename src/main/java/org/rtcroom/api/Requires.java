package org.rtcroom.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.rtcroom.apikey.ApiKey;

/**
 * The roles a resource method is for; a key with one of them will do. A method without this
 * annotation is for no key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
  ApiKey.Role[] value();
}
