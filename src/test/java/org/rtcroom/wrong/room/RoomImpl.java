package org.rtcroom.wrong.room;

class RoomImpl {}
