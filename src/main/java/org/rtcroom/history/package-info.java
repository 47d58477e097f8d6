/**
 * The history as auditors and administrators use it: search, reading a session at any moment,
 * statements and holds, retention, erasure and reconciliation.
 *
 * <p>Knows the lines of the journal and of the access log. Does not know HTTP or how evidence is
 * exported.
 */
@NullMarked
package org.rtcroom.history;

import org.jspecify.annotations.NullMarked;
