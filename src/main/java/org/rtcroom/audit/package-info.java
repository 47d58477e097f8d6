/**
 * The journal and the access log by JPA: lines, heads, chains, replay, queries and verification.
 *
 * <p>Knows the room's events and who caused them. Does not know HTTP, JSON of the wire, or what is
 * delivered to the outside.
 */
@NullMarked
package org.rtcroom.audit;

import org.jspecify.annotations.NullMarked;
