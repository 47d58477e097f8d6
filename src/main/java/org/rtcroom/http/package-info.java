/**
 * What all doors know of a request before they look at what it wants: where it comes from, its id,
 * the credentials and the program it shows, and, once a door has found out, who is calling and
 * which operation it is.
 *
 * <p>Knows no door, no room and no way to tell a good credential from a bad one.
 */
@NullMarked
package org.rtcroom.http;

import org.jspecify.annotations.NullMarked;
