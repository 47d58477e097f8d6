package org.rtcroom.kernel;

/** A chain does not verify, or holds what this version does not know. */
public final class BrokenChain extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BrokenChain(String detail) {
    super(detail);
  }

  public BrokenChain(String detail, Throwable cause) {
    super(detail, cause);
  }
}
