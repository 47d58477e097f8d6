/**
 * Operation: health, metrics, the settings check, the ids of requests in log lines, and the headers
 * that guard every answer.
 *
 * <p>Looks into every other feature and changes none. No package knows it.
 */
@NullMarked
package org.rtcroom.ops;

import org.jspecify.annotations.NullMarked;
