package org.rtcroom.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that a node needs to serve; looked at on each readiness probe.
 *
 * @param name the thing, in one lower-case word
 * @param obstacle the reason why the node cannot serve, in words that hold no secret and no
 *     address; empty if there is none. Answers within the time limits of the thing, and throws
 *     nothing it can foresee; an exception counts as an obstacle.
 * @param remark a line for the operator where there is no obstacle
 */
record ReadinessCheck(
    String name, Supplier<Optional<String>> obstacle, Supplier<Optional<String>> remark) {

  ReadinessCheck(String name, Supplier<Optional<String>> obstacle) {
    this(name, obstacle, Optional::empty);
  }
}
