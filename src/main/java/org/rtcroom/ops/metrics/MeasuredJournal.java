package org.rtcroom.ops.metrics;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.room.Change;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Position;

/** Stands before the journal with a stopwatch; neither side notices. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public abstract class MeasuredJournal implements Journal {

  @Inject @Delegate Journal journal;
  @Inject JournalMeters meters;
  @Inject MonotonicClock stopwatch;

  @Override
  public Position record(Change change) {
    long begun = stopwatch.nanos();
    try {
      Position last = journal.record(change);
      meters.recorded(change, stopwatch.nanos() - begun);
      return last;
    } catch (RuntimeException e) {
      meters.failed(e, stopwatch.nanos() - begun);
      throw e;
    }
  }
}
