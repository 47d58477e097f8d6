package org.rtcroom.wrong.journal;

public class Line {}
