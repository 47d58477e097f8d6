/** RoomService: rooms for real-time video, and the audit history of every session. */
@NullMarked
package org.rtcroom;

import org.jspecify.annotations.NullMarked;
