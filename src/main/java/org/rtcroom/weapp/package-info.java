/**
 * The protocol of installed clients, over JAX-RS. Turns the texts of {@code
 * /weapp/<family>/<operation>} into the words of the domain, calls it, and turns its answers back
 * into the fields and codes that clients know. Decides nothing about rooms, and knows neither how
 * they are recorded nor how the cloud is reached.
 */
@NullMarked
package org.rtcroom.weapp;

import org.jspecify.annotations.NullMarked;
