package org.rtcroom;

import java.util.List;

/**
 * Gives one thing after the other, again and again. Before each time through, whatever remembers
 * them is made anew, so that each one is met for the first time: that costs its thousandth part.
 */
public final class Round<T> {

  /** How many things make it last long enough. */
  public static final int LENGTH = 1_000;

  private final List<T> things;
  private final Runnable forget;
  private int next;

  public Round(List<T> things, Runnable forget) {
    this.things = things;
    this.forget = forget;
    forget.run();
  }

  public T next() {
    if (next == things.size()) {
      forget.run();
      next = 0;
    }
    return things.get(next++);
  }
}
