/**
 * What the service does when something around it fails: tests with real processes, run by {@code
 * mvn verify -Pfaults}. They see the service as its clients and its operators do, and know nothing
 * of its code.
 */
@NullMarked
package org.rtcroom.faults;

import org.jspecify.annotations.NullMarked;
