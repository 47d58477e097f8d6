/**
 * Reaches the witness of checkpoints: an address on another host, a time-stamp authority or a file
 * on another mount.
 *
 * <p>Knows of a line only its bytes, and not when it is shown again.
 */
@NullMarked
package org.rtcroom.witness;

import org.jspecify.annotations.NullMarked;
