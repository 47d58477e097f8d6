/**
 * The domain core: rooms, what may happen to them, and in which order it is decided, recorded,
 * applied and told. Knows nothing of HTTP, JSON, JPA or Tencent; those stand behind the ports
 * {@link org.rtcroom.room.Journal}, {@link org.rtcroom.room.Outbox}, {@link
 * org.rtcroom.room.AccessLog} and {@link org.rtcroom.room.GroupChat}.
 */
@NullMarked
package org.rtcroom.room;

import org.jspecify.annotations.NullMarked;
