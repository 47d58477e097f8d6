package org.rtcroom.wrong.verifier;

import org.rtcroom.wrong.settings.Curious;

public class Settled {

  Curious curious = new Curious();
}
