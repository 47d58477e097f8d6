package org.rtcroom.identity;

/** Knows the keys of the back ends that may ask for tickets. */
public interface ApiKeys {

  /**
   * Whether a key is good now for asking for tickets. Takes as long for a wrong key as for a good
   * one.
   *
   * @param bearer as shown in {@code Authorization: Bearer}
   */
  boolean valid(String bearer);
}
