/**
 * A request as all doors see it: where it comes from, its id, the credentials and the program it
 * shows, and, once a door has found them out, its caller and its operation.
 *
 * <p>Knows no door, no room and no way to tell a good credential from a bad one.
 */
@NullMarked
package org.rtcroom.http;

import org.jspecify.annotations.NullMarked;
