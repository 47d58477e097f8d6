package org.rtcroom.room;

/** The value of one field of a room's custom info. */
public sealed interface FieldValue {

  /** A number that can be counted up and down; 64 bits. */
  record Counter(long value) implements FieldValue {}

  /** A text of at most 256 bytes of UTF-8. */
  record Text(String value) implements FieldValue {}
}
