/**
 * The protocol that installed clients speak, over JAX-RS: {@code /weapp/<family>/<operation>}.
 * Turns texts into the words of the domain, asks it, and turns its answers back into the fields and
 * codes clients know. Decides nothing about rooms, and knows neither how they are recorded nor how
 * the cloud is reached.
 */
@NullMarked
package org.rtcroom.weapp;

import org.jspecify.annotations.NullMarked;
