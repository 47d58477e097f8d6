/**
 * Time stamps of an authority (RFC 3161), and the certificates by which they are trusted.
 *
 * <p>Does not know what is stamped.
 */
@NullMarked
package org.rtcroom.verifier.stamp;

import org.jspecify.annotations.NullMarked;
