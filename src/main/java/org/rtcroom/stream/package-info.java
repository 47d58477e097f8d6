/**
 * Where the video goes: stream names, the signed addresses members publish to and others watch, and
 * the port to the live platform. Knows neither rooms nor users beyond their ids as text, and does
 * not call out itself.
 */
@NullMarked
package org.rtcroom.stream;

import org.jspecify.annotations.NullMarked;
