package org.rtcroom.kernel;

import jakarta.ejb.ApplicationException;

/**
 * A chain does not verify, or holds what this version does not know. Callers of an enterprise bean
 * get it as it is, not wrapped.
 */
@ApplicationException
public final class BrokenChain extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BrokenChain(String detail) {
    super(detail);
  }

  public BrokenChain(String detail, Throwable cause) {
    super(detail, cause);
  }
}
