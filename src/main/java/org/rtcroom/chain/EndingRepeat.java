package org.rtcroom.chain;

import java.util.List;

/**
 * Ends again what a restored database has brought back to life. Every CDI bean of it is asked for
 * what it knows, before the first request is served, and later for what had to wait.
 */
public interface EndingRepeat {

  /** What is ended. */
  enum Sort {
    /** Personal parts of lines of a chain. */
    CHAIN,
    API_KEY
  }

  /** What it can end. */
  Sort sort();

  /**
   * Ends it again, if it is there, by an act of {@link Endings#AGAIN}.
   *
   * @param subject the chain, or the key's id
   * @param lines of the chain, as far as the restored database had them; none of a key
   * @return false if it must wait, so that it has to be asked again
   */
  boolean repeat(String subject, List<Long> lines);
}
