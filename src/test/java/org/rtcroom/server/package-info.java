/**
 * The server that tests run against: one shared by all of them, and processes that may be killed.
 *
 * <p>Knows how the shipped WAR is served. Does not know what it does.
 */
@NullMarked
package org.rtcroom.server;

import org.jspecify.annotations.NullMarked;
