package org.rtcroom.evidence;

import org.rtcroom.verifier.Finding;

/**
 * A way to tamper with a database.
 *
 * @param place where it must be found
 * @param needsWitness whether nobody can find it without a copy of the checkpoints from outside
 */
record Tampering(
    String name,
    Act act,
    Finding.Kind kind,
    String place,
    boolean needsWitness,
    boolean oldBackup) {

  /** What is done. */
  interface Act {
    void on(Tamperer tamperer) throws Exception;
  }

  static Tampering found(Finding.Kind kind, String place, String name, Act act) {
    return new Tampering(name, act, kind, place, false, false);
  }

  static Tampering witnessed(Finding.Kind kind, String place, String name, Act act) {
    return new Tampering(name, act, kind, place, true, false);
  }

  /** The database as it was after the first start, instead of the one it is now. */
  static Tampering restored(Finding.Kind kind, String place, String name) {
    return new Tampering(name, tamperer -> {}, kind, place, true, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
