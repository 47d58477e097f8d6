package org.rtcroom.api;

import java.util.function.Function;

/** The reads that the access log notes: their names, and how requests for them are read. */
enum HistoryRead {
  SESSIONS("sessions", SessionQuery::of),
  SESSIONS_CSV("sessions.csv", SessionQuery::ofWhole, true),
  SESSIONS_XLSX("sessions.xlsx", SessionQuery::ofWhole, true),
  SESSION("session", SessionQuery.WholeSession::of),
  EVENTS("events", SessionQuery.LinesQuery::of),
  STATE("at", SessionQuery.StateQuery::of),
  DOSSIER("dossier", SessionQuery.WholeSession::of, true),
  ACCESS_LOG("access-log", AccessQuery::of),
  BANS("bans", BansResource.BanPage::of),
  KEYS("keys", KeysResource.KeyPage::of),
  DELIVERIES("deliveries", DeliveriesResource.DeliveryPage::of),
  CHECKPOINTS("checkpoints", EvidenceResource.CheckpointPage::of),
  EXPORT("export", SelectionQuery::of, true),
  VERIFICATION("verification", SelectionQuery::ofVerification),
  RECONCILIATION("reconciliation", ReconciliationRequest::of);

  /** The name in lines of the access log; never changes. */
  final String what;

  /** Whether it may take minutes, so that a few at once are enough for a node. */
  final boolean large;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<ApiRequest, ReadQuery> reading;

  HistoryRead(String what, Function<ApiRequest, ReadQuery> reading) {
    this(what, reading, false);
  }

  HistoryRead(String what, Function<ApiRequest, ReadQuery> reading, boolean large) {
    this.what = what;
    this.reading = reading;
    this.large = large;
  }

  /**
   * The query of a request.
   *
   * @throws ApiException if the request is wrong, or its key may not ask for that
   */
  ReadQuery query(ApiRequest request) {
    return reading.apply(request);
  }
}
