package org.rtcroom.room;

import org.rtcroom.kernel.ExpectedFailure;

/** A command that was refused and changed nothing. */
public class RoomException extends RuntimeException implements ExpectedFailure {

  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /**
   * @param detail for the log only; holds no secret
   */
  public RoomException(Problem problem, String detail) {
    super(problem + ": " + detail);
    this.problem = problem;
  }

  public RoomException(Problem problem, String detail, Throwable cause) {
    super(problem + ": " + detail, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
