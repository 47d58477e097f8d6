package org.rtcroom.wrong.evidence;

import org.rtcroom.wrong.verifier.Settled;

/** Takes a class of the verifier for its own. */
class Judge {

  final Settled verifier = new Settled();
}
