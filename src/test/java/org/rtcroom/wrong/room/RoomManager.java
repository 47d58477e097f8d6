package org.rtcroom.wrong.room;

class RoomManager {}
