/**
 * The keys of the v1 API: their texts, roles and expiry, which of them are good now, and where they
 * are kept.
 *
 * <p>The creation and the revocation of a key are lines of the access log. Does not know HTTP.
 */
@NullMarked
package org.rtcroom.apikey;

import org.jspecify.annotations.NullMarked;
