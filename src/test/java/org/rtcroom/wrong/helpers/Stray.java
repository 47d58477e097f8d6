package org.rtcroom.wrong.helpers;

class Stray {}
