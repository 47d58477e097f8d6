package org.rtcroom.weapp;

import java.util.List;
import java.util.Map;

/** What a field of a request's body was sent as. */
sealed interface Value {

  /** A JSON string, or a field of a form. */
  record Text(String value) implements Value {}

  /**
   * A JSON number.
   *
   * @param written as the client wrote it, so that nothing is lost and nothing huge is computed
   */
  record Numeral(String written) implements Value {}

  record Truth(boolean value) implements Value {}

  record Nothing() implements Value {}

  record Items(List<Value> values) implements Value {}

  record Members(Map<String, Value> values) implements Value {}

  Value NOTHING = new Nothing();
}
