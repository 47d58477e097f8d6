/**
 * The purge: removes whole chains whose retention is over, and leaves a signed tombstone in place
 * of each. A program of its own with a database role of its own, which an operator runs from a
 * timer; the service can neither delete nor be made to.
 *
 * <p>Knows the tables of the journal, the access log and the checkpoints by plain JDBC, the key
 * that signs, and the verifier through {@code evidence}. Does not know the running service, a
 * server, rooms or HTTP.
 */
@NullMarked
package org.rtcroom.purge;

import org.jspecify.annotations.NullMarked;
