package org.rtcroom.wrong.room;

class CommonRoom {}
