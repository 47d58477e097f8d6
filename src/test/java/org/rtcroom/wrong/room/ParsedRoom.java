package org.rtcroom.wrong.room;

import com.fasterxml.jackson.core.JsonFactory;

class ParsedRoom {

  JsonFactory parsers = new JsonFactory();
}
