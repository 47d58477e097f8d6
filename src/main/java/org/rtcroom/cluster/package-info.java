/**
 * What the nodes that share a database tell each other through it: which sessions changed, which
 * members a node heard, and which node holds the lease of the sweep.
 *
 * <p>Knows PostgreSQL, the only database that nodes share. Does not know rooms beyond their ids.
 */
@NullMarked
package org.rtcroom.cluster;

import org.jspecify.annotations.NullMarked;
