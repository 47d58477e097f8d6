package org.rtcroom.wrong.settings;

import org.rtcroom.wrong.audit.Line;

class Curious {

  Line line = new Line();
}
