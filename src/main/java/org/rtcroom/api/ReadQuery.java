package org.rtcroom.api;

import java.util.Map;

/** What an audited read asks for, and what the access log keeps of it. */
interface ReadQuery {

  /** What is no personal data. */
  default Map<String, String> details() {
    return Map.of();
  }

  /** What can be erased later: whom the read asks for. */
  default Map<String, String> personal() {
    return Map.of();
  }
}
