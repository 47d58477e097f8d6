package org.rtcroom.wrong.identity;

import com.fasterxml.jackson.core.JsonFactory;

class RightTicket {

  JsonFactory parsers = new JsonFactory();
}
