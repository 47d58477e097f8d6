/**
 * What every subject needs and no subject owns: user ids and actors, session ids, the kinds of the
 * access log's lines, whether this node serves, monotonic time, the throttled log, group commit,
 * and pseudonyms.
 *
 * <p>Knows no other package.
 */
@NullMarked
package org.rtcroom.kernel;

import org.jspecify.annotations.NullMarked;
