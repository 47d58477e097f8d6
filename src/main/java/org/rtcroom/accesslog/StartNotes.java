package org.rtcroom.accesslog;

import java.util.List;

/** What a start of the service records besides the start itself. Every CDI bean of it is asked. */
public interface StartNotes {

  /**
   * The notes of this start; asked once, before the first request is served.
   *
   * @throws RuntimeException if they cannot be told; then the service does not start
   */
  List<AccessNote> notes();
}
