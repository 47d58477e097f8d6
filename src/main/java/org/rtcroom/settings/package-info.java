/**
 * Reads the operator's settings and checks them: a value out of its bounds stops the start with the
 * name of the setting, and secrets stay hidden. Knows no other package: the meaning of a setting is
 * the business of its reader.
 */
@NullMarked
package org.rtcroom.settings;

import org.jspecify.annotations.NullMarked;
