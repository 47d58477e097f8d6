package org.rtcroom.wrong.room;

import java.time.Clock;
import java.time.Instant;

class RightRoom {

  Instant opened(Clock clock) {
    return Instant.now(clock);
  }
}
