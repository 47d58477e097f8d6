/**
 * The history as evidence: read from the database page by page, in the order in which it is
 * verified and exported, so that memory does not grow with it.
 *
 * <p>Knows the tables of the journal, the access log and the checkpoints, and, in one class, the
 * independent verifier. Does not know rooms, HTTP, or the reader.
 */
@NullMarked
package org.rtcroom.evidence;

import org.jspecify.annotations.NullMarked;
