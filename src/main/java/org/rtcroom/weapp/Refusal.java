package org.rtcroom.weapp;

/** A request that is answered with a problem of the wire itself. */
class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final WireProblem problem;
  private final String field;

  Refusal(WireProblem problem) {
    this(problem, "");
  }

  /**
   * @param field the name of the field it is about; one of ours, never what a client made up
   */
  Refusal(WireProblem problem, String field) {
    super(field.isEmpty() ? problem.name() : problem + ": " + field);
    this.problem = problem;
    this.field = field;
  }

  WireProblem problem() {
    return problem;
  }

  String field() {
    return field;
  }
}
