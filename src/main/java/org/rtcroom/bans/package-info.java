/**
 * Bans in the database: one row for each room and user, written in the transaction of the line of
 * the access log that is its reason.
 *
 * <p>Does not know why a ban is imposed, or how it is enforced.
 */
@NullMarked
package org.rtcroom.bans;

import org.jspecify.annotations.NullMarked;
