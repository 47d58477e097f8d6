/**
 * Operation: health, metrics, the settings check, the ids of requests in log lines, and what every
 * answer is guarded with.
 *
 * <p>Looks into every other feature and changes none. Nobody knows it.
 */
@NullMarked
package org.rtcroom.ops;

import org.jspecify.annotations.NullMarked;
