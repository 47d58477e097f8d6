/**
 * Lines that are chained by their hashes: how a line is hashed, its details and its personal part,
 * canonical JSON, and the columns in which lines are stored.
 *
 * <p>The journal and the access log are made of such lines. Does not know their kinds, their
 * writers or their tables.
 */
@NullMarked
package org.rtcroom.chain;

import org.jspecify.annotations.NullMarked;
