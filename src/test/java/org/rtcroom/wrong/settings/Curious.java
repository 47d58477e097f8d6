package org.rtcroom.wrong.settings;

import org.rtcroom.wrong.audit.Line;

public class Curious {

  Line line = new Line();
}
