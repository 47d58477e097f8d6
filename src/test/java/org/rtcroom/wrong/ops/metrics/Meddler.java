package org.rtcroom.wrong.ops.metrics;

import org.rtcroom.wrong.journal.Line;

class Meddler {

  Line line = new Line();
}
