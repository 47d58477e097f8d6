/**
 * The only code that speaks Tencent's HTTP: the IM REST API, behind the ports {@link
 * org.rtcroom.room.GroupChat} and {@link org.rtcroom.delivery.Courier}, a class per kind, and the
 * live API, behind {@link org.rtcroom.stream.LivePlatform}.
 *
 * <p>Addresses of calls hold signatures in their queries, so none of them ever reaches a log or an
 * exception. Knows nothing of the rules of rooms, nor of databases.
 */
@NullMarked
package org.rtcroom.tencent;

import org.jspecify.annotations.NullMarked;
