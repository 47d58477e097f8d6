package org.rtcroom.wrong.settings;

import org.rtcroom.wrong.journal.Line;

public class Curious {

  Line line = new Line();
}
