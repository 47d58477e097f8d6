/**
 * Operation: health, metrics, the settings check, and the ids of requests in log lines.
 *
 * <p>Looks into every other feature and changes none. Nobody knows it.
 */
@NullMarked
package org.rtcroom.ops;

import org.jspecify.annotations.NullMarked;
