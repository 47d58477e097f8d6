package org.rtcroom.wrong.room;

import jakarta.persistence.Entity;

@Entity
class StoredRoom {}
