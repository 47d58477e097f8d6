/** How beans are kept. Knows no other package. */
@NullMarked
package org.rtcroom.beans;

import org.jspecify.annotations.NullMarked;
