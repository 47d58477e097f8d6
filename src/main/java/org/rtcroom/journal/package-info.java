/**
 * The journal: the lines of room sessions, their heads and their personal parts by JPA, how events
 * stand in lines, and the replay of a session from its lines.
 *
 * <p>Knows the events of rooms. Does not know HTTP, who searches the history, or what is delivered
 * to the outside.
 */
@NullMarked
package org.rtcroom.journal;

import org.jspecify.annotations.NullMarked;
