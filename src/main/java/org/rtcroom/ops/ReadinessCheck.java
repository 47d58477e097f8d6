package org.rtcroom.ops;

import java.util.Optional;

/**
 * One thing without which a node cannot serve. Every CDI bean of this type is asked, on each
 * readiness probe; an answer comes within the time limits of what it looks at.
 */
public interface ReadinessCheck {

  /** What is looked at, in one lower-case word. */
  String name();

  /**
   * What stands in the way, in words that hold no secret and no address; empty if nothing does.
   *
   * <p>Throws nothing it can foresee; what it throws all the same counts as standing in the way.
   */
  Optional<String> obstacle();

  /** What the operator is to see although nothing stands in the way. */
  default Optional<String> remark() {
    return Optional.empty();
  }
}
