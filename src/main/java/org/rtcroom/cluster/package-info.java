/**
 * What the nodes that share a database tell each other through it: which sessions changed, whom a
 * node heard, and who holds the lease of the sweep.
 *
 * <p>Knows PostgreSQL, the only database that nodes share. Does not know rooms beyond their ids.
 */
@NullMarked
package org.rtcroom.cluster;

import org.jspecify.annotations.NullMarked;
