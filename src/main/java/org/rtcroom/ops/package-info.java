/**
 * Operation: health, metrics and the settings check.
 *
 * <p>Looks into every other feature and changes none. Nobody knows it.
 */
@NullMarked
package org.rtcroom.ops;

import org.jspecify.annotations.NullMarked;
