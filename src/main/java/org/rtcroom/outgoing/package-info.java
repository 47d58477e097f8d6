/**
 * Calls to other hosts by HTTP, the only way out: each call is over by its deadline, its connection
 * closed if need be; calls to one peer never hold up those to another; answers are bounded; the
 * operator's proxy is used.
 *
 * <p>Addresses may hold signatures in their queries, so none of them reaches a log or an exception.
 * Knows nothing of the content of calls and answers.
 */
@NullMarked
package org.rtcroom.outgoing;

import org.jspecify.annotations.NullMarked;
