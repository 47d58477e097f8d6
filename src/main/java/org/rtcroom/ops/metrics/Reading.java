package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** A group of meters that show the state of something. Every CDI bean of this type is read. */
public interface Reading {

  /** Makes the meters; called once. */
  void register(MeterRegistry registry);

  /**
   * Takes a look, before each scrape, for meters that would cost too much to ask one by one.
   *
   * @throws RuntimeException if there is nothing to be seen; the others are read all the same
   */
  default void refresh() {}
}
