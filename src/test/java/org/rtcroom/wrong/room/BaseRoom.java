package org.rtcroom.wrong.room;

class BaseRoom {}
