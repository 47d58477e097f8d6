/**
 * Keeps the token generations of users in the database, by JPA. Knows nothing of tokens themselves.
 */
@NullMarked
package org.rtcroom.identity.store;

import org.jspecify.annotations.NullMarked;
