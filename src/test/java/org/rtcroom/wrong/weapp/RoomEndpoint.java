package org.rtcroom.wrong.weapp;

import jakarta.ws.rs.Path;

@Path("room")
class RoomEndpoint {}
