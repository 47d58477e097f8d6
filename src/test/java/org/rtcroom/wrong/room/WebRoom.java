package org.rtcroom.wrong.room;

import jakarta.ws.rs.core.Response;

class WebRoom {

  Response answer = Response.noContent().build();
}
