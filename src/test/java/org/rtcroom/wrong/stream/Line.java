package org.rtcroom.wrong.stream;

class Line {}
