package org.rtcroom.wrong.audit;

public class Line {}
