package org.rtcroom.wrong.weapp;

import org.rtcroom.wrong.audit.Line;

class AuditCaller {

  Line line = new Line();
}
