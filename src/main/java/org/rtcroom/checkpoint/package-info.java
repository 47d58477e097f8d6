/**
 * Checkpoints: signatures over the ends of all chains, copied to a file outside the database and
 * shown to a witness, so that a change of the database is found out.
 *
 * <p>Knows the tables of the journal and the access log. Does not know rooms, how a witness is
 * reached, or the readers of checkpoints. Recording never waits for this package.
 */
@NullMarked
package org.rtcroom.checkpoint;

import org.jspecify.annotations.NullMarked;
