package org.rtcroom.http;

import java.io.IOException;

/** The body of a request breaks off; its client is to blame, or the network. */
public class BrokenBody extends IOException {

  private static final long serialVersionUID = 1L;

  BrokenBody(IOException cause) {
    super("the body breaks off", cause);
  }

  BrokenBody(String message) {
    super(message);
  }
}
