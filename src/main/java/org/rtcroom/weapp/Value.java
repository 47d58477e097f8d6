package org.rtcroom.weapp;

import java.util.List;

/** The value of a field in a request's body, of the type in which the client sends it. */
sealed interface Value
    permits Fields, Value.Items, Value.Nothing, Value.Numeral, Value.Text, Value.Truth {

  /** A JSON string, or a field of a form. */
  record Text(String value) implements Value {}

  /**
   * A JSON number.
   *
   * @param written as the client writes it, so that nothing is lost and nothing huge is computed
   */
  record Numeral(String written) implements Value {}

  record Truth(boolean value) implements Value {}

  record Nothing() implements Value {}

  record Items(List<Value> values) implements Value {}

  Value NOTHING = new Nothing();
}
