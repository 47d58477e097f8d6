/**
 * The outbox: messages that the outside must still get, kept in the same transaction as the change
 * it belongs to and delivered afterwards, at least once and in order per session.
 *
 * <p>Knows nothing of HTTP or Tencent, which stand behind the port {@link
 * org.rtcroom.delivery.Courier}, a class per kind of message, and nothing of rooms.
 */
@NullMarked
package org.rtcroom.delivery;

import org.jspecify.annotations.NullMarked;
