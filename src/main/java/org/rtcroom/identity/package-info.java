/**
 * The identity of callers: user ids, the tickets (userSig, privateMapKey) that prove them to the
 * cloud and to us, and the tokens that login gives. Knows no room, no transport and no database;
 * data that must last is kept behind {@link org.rtcroom.identity.TokenStore}.
 */
@NullMarked
package org.rtcroom.identity;

import org.jspecify.annotations.NullMarked;
