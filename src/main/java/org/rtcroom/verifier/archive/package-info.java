/**
 * Reads the files that a verifier is given so that no other program could read them differently:
 * ZIP archives byte by byte, and texts as editors leave them.
 *
 * <p>Does not know what the files say.
 */
@NullMarked
package org.rtcroom.verifier.archive;

import org.jspecify.annotations.NullMarked;
