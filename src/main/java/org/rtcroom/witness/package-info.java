/**
 * Reaches the witness of checkpoints: an address on another host, a time-stamp authority or a file
 * on another mount.
 *
 * <p>Knows nothing of what it shows but the bytes, nor when to show it again.
 */
@NullMarked
package org.rtcroom.witness;

import org.jspecify.annotations.NullMarked;
