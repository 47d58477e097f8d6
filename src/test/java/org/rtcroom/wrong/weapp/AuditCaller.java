package org.rtcroom.wrong.weapp;

import org.rtcroom.wrong.journal.Line;

class AuditCaller {

  Line line = new Line();
}
