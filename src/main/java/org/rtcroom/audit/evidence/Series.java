package org.rtcroom.audit.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.verifier.Source;

/** Reads series to their ends. */
final class Series {

  private Series() {}

  /** Only for what is few. */
  static <T> List<T> all(Source<T> source) throws IOException {
    List<T> all = new ArrayList<>();
    for (T record = source.next(); record != null; record = source.next()) {
      all.add(record);
    }
    return all;
  }
}
