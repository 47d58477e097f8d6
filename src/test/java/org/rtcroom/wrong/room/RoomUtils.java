package org.rtcroom.wrong.room;

class RoomUtils {}
