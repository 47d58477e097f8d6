/**
 * What the service counts and measures, for Prometheus to fetch.
 *
 * <p>No label ever holds a user, a room, a session or an address: their number has no bound, and an
 * operator need not know who calls whom. The features that are measured know nothing of it: their
 * ports are decorated, and their state is read at each scrape.
 */
@NullMarked
package org.rtcroom.ops.metrics;

import org.jspecify.annotations.NullMarked;
