/**
 * The access log: logins, tickets, refusals, reads of the history and the acts of administrators,
 * in one chain for each start of a node and each day.
 *
 * <p>Writes by plain JDBC, many lines in one transaction. Does not know rooms beyond the port it
 * stands behind, HTTP, or the readers of the log.
 */
@NullMarked
package org.rtcroom.accesslog;

import org.jspecify.annotations.NullMarked;
