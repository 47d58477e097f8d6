package org.rtcroom.api;

import java.util.function.Function;

/** The reads that the access log notes: as what, and how a request says what it asks for. */
enum HistoryRead {
  SESSIONS("sessions", SessionQuery::of),
  SESSIONS_CSV("sessions.csv", SessionQuery::ofWhole),
  SESSION("session", SessionQuery.One::of),
  EVENTS("events", SessionQuery.Events::of),
  STATE("at", SessionQuery.State::of),
  DOSSIER("dossier", SessionQuery.One::of),
  ACCESS_LOG("access-log", AccessQuery::of),
  BANS("bans", BansResource.Page::of),
  CHECKPOINTS("checkpoints", CheckpointsResource.Page::of),
  EXPORT("export", SelectionQuery::of),
  VERIFICATION("verification", VerificationsResource.Start::of),
  RECONCILIATION("reconciliation", ReconciliationRequest::of);

  /** How lines of the access log call it; never changes. */
  final String what;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<ReadRequest, ReadQuery> reading;

  HistoryRead(String what, Function<ReadRequest, ReadQuery> reading) {
    this.what = what;
    this.reading = reading;
  }

  /**
   * What a request asks for.
   *
   * @throws ApiException if the request is wrong, or its key may not ask for that
   */
  ReadQuery query(ReadRequest request) {
    return reading.apply(request);
  }
}
