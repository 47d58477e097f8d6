package org.rtcroom.weapp;

import org.rtcroom.http.TooManyRequests;

/** Ends a request with a problem of the wire itself for an answer. */
class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final WireProblem problem;
  private final String field;
  private final int retryAfter;

  Refusal(WireProblem problem) {
    this(problem, "");
  }

  /**
   * @param field the name of the field with the problem, never a name that a client made up
   */
  Refusal(WireProblem problem, String field) {
    this(problem, field, 1);
  }

  private Refusal(WireProblem problem, String field, int retryAfter) {
    super(field.isEmpty() ? problem.name() : problem + ": " + field);
    this.problem = problem;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  static Refusal of(TooManyRequests refused) {
    return new Refusal(WireProblem.TOO_MANY_REQUESTS, "", refused.retryAfter());
  }

  WireProblem problem() {
    return problem;
  }

  String field() {
    return field;
  }

  /** Seconds after which trying again makes sense, where it does at all; at least 1. */
  int retryAfter() {
    return retryAfter;
  }
}
