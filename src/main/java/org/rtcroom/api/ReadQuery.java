package org.rtcroom.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The query of an audited read, and the fields of it that the access log keeps. */
interface ReadQuery {

  /** Fields without personal data. */
  default Map<String, String> details() {
    return Map.of();
  }

  /** Fields that can be erased later: the person the read asks for. */
  default Map<String, String> personal() {
    return Map.of();
  }

  /**
   * The room that the read asks for. The log keeps its pseudonym, because nobody is erased from
   * lines that tell of a room.
   */
  default Optional<String> room() {
    return Optional.empty();
  }

  /** The fields of a line of the access log; absent ones are left out. */
  final class NoteFields {

    private final Map<String, String> fields = new LinkedHashMap<>();

    NoteFields put(String name, Optional<String> value) {
      value.ifPresent(present -> fields.put(name, present));
      return this;
    }

    NoteFields putTime(String name, Optional<Instant> time) {
      return put(name, time.map(AnswerJson::time));
    }

    Map<String, String> all() {
      return fields;
    }
  }
}
