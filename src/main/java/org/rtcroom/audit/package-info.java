/**
 * The journal of room sessions and the access log: lines in hash chains, kept by JPA, read back,
 * replayed and searched. Knows rooms and their events; knows nothing of HTTP, of the client protocol
 * or of Tencent. The byte layout of a line is described in {@code src/docs/journal-format.md}.
 */
@NullMarked
package org.rtcroom.audit;

import org.jspecify.annotations.NullMarked;
