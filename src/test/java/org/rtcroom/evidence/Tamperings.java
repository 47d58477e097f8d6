package org.rtcroom.evidence;

import java.util.stream.Stream;

/**
 * The ways in which somebody who owns the database, but not the signing key, may tamper with it.
 */
final class Tamperings {

  private Tamperings() {}

  static Stream<Tampering> all() {
    return Stream.of(
            LineTamperings.all(),
            ChainTamperings.all(),
            CheckpointTamperings.all(),
            ActTamperings.all(),
            ColumnTamperings.all(),
            AfternoonTamperings.all())
        .flatMap(tamperings -> tamperings);
  }
}
