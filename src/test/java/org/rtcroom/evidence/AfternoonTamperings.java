package org.rtcroom.evidence;

import java.util.List;
import java.util.stream.Stream;

/**
 * An afternoon of somebody who has the role of the database and an old export, from which he knows
 * what checkpoints said then, and who wants to hide one session, one member or one refusal. He does
 * all that can be done without the signing key, and not one statement but all that belong together.
 */
final class AfternoonTamperings {

  private AfternoonTamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(HiddenSessions.all(), HiddenMembers.all(), HiddenRefusals.all())
        .flatMap(List::stream);
  }
}
