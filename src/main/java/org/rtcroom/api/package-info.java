/**
 * The v1 API for holders of API keys: opens sessions and adds to their records, reads and verifies
 * the history, issues tickets, and manages keys, bans and deliveries.
 *
 * <p>Translates, and decides nothing about rooms. Does not know how lines are stored, nor the
 * protocol of installed clients.
 */
@NullMarked
package org.rtcroom.api;

import org.jspecify.annotations.NullMarked;
