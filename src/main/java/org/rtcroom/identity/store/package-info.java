/**
 * Keeps the token generations of users and the revocations of their tickets in the database, by
 * plain JDBC. Knows nothing of tokens and tickets themselves.
 */
@NullMarked
package org.rtcroom.identity.store;

import org.jspecify.annotations.NullMarked;
