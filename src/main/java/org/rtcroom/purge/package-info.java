/**
 * The purge: removes whole chains whose retention is over, and leaves a signed tombstone in place
 * of each. A program of its own with a database role of its own, which an operator runs from a
 * timer; the service can neither delete nor be made to.
 *
 * <p>Runs with the WAR alone, without the libraries of a server: not even JSON-P is there. Knows
 * the tables of the journal, the access log and the checkpoints by plain JDBC, the key that signs,
 * and the verifier through {@code evidence}. Does not know the running service, rooms or HTTP.
 */
@NullMarked
package org.rtcroom.purge;

import org.jspecify.annotations.NullMarked;
