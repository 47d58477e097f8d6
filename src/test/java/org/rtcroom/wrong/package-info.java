/** Samples that break the rules of the map, each in its own way, and one that does not. */
package org.rtcroom.wrong;
