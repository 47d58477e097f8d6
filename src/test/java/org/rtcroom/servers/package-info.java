/**
 * The shipped WAR on the servers that operators have, prepared by the scripts that operators are
 * given, with every scenario played on each.
 *
 * <p>Knows how those servers are installed, started and stopped. Does not know what a scenario is
 * about.
 */
@NullMarked
package org.rtcroom.servers;

import org.jspecify.annotations.NullMarked;
