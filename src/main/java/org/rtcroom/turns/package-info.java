/**
 * Group commit: what several threads want of one thing at the same time is carried out together, by
 * one of them. Knows no other package: neither what is carried out nor where it is kept.
 */
@NullMarked
package org.rtcroom.turns;

import org.jspecify.annotations.NullMarked;
