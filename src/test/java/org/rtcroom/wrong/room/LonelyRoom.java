package org.rtcroom.wrong.room;

import jakarta.inject.Singleton;

@Singleton
class LonelyRoom {}
