package org.rtcroom.http;

import java.time.Duration;

/** The body of a request has not come whole in the time that all bodies have. */
public class SlowBody extends BrokenBody {

  private static final long serialVersionUID = 1L;

  SlowBody(Duration limit) {
    super("the body did not come within " + limit.toSeconds() + " s");
  }
}
