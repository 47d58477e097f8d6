package org.rtcroom.wrong.verifier;

import org.rtcroom.wrong.settings.Curious;

class Settled {

  Curious curious = new Curious();
}
