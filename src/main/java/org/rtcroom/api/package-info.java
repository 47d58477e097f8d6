/**
 * The v1 API, for back ends and people: reads of the audit history for holders of API keys.
 *
 * <p>Translates and decides nothing about rooms. Does not know how lines are stored, nor the
 * protocol of installed clients.
 */
@NullMarked
package org.rtcroom.api;

import org.jspecify.annotations.NullMarked;
