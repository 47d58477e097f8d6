package org.rtcroom.api;

/** A request that is answered with a problem. */
class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ApiProblem problem;
  private final String detail;

  /**
   * @param detail for the caller; holds no secret, and nothing the caller did not send or may not
   *     know
   */
  ApiException(ApiProblem problem, String detail) {
    super(problem + ": " + detail);
    this.problem = problem;
    this.detail = detail;
  }

  /** A query parameter that is missing or wrong. */
  static ApiException parameter(String name, String expected) {
    return new ApiException(ApiProblem.BAD_PARAMETER, name + ": expected " + expected);
  }

  ApiProblem problem() {
    return problem;
  }

  String detail() {
    return detail;
  }
}
