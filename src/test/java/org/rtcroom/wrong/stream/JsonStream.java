package org.rtcroom.wrong.stream;

import jakarta.json.JsonValue;

class JsonStream {

  JsonValue value = JsonValue.NULL;
}
