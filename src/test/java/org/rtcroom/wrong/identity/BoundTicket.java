package org.rtcroom.wrong.identity;

import com.fasterxml.jackson.databind.ObjectMapper;

class BoundTicket {

  ObjectMapper mapper = new ObjectMapper();
}
