package org.rtcroom.room;

import java.time.Instant;
import java.util.List;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;

/**
 * One member that was found silent for too long. Whatever happens between the finding and the
 * eviction, such as a pause of the process while the live platform is asked, is looked at once more
 * when it is decided.
 *
 * @param lastHeard by the pulse at that moment; a member that is heard afterwards has not lapsed
 */
record Lapse(Room room, RoomRules rules, Member member, Heartbeats.Pulse pulse, Instant lastHeard) {

  /** Puts the member out, unless it was heard or left meanwhile. */
  void evict(String streamState) {
    decideIfSilent(rules.evict(userId(), lastHeard, streamState));
  }

  /** Lets the member stay as if it had been heard now. */
  void keep(Instant now) {
    decideIfSilent(rules.keep(userId(), lastHeard));
    if (silent()) {
      pulse.keep(now);
    }
  }

  private void decideIfSilent(Decision decision) {
    room.carryOut(state -> silent() ? decision.on(state) : List.of(), Actor.SERVICE);
  }

  private boolean silent() {
    return room.heartbeats.of(userId()) == pulse
        && pulse.lastHeard().equals(lastHeard)
        && pulse.audibleFor(rules.heartbeatTimeout());
  }

  UserId userId() {
    return member.userId();
  }
}
