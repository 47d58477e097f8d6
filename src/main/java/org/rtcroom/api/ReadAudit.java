package org.rtcroom.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.room.AccessLog;

/** The audited read of a request. */
@RequestScoped
class ReadAudit {

  @Inject AccessLog accessLog;
  @Inject ApiRequest request;

  private @Nullable ReadQuery query;

  /**
   * Notes the read and waits until that is committed.
   *
   * @throws DatabaseUnavailable if it could not be noted; then nothing may be read
   */
  void note(HistoryRead read, ReadQuery query) {
    Map<String, String> details = new LinkedHashMap<>(query.details());
    details.put("what", read.what);
    details.put("key", request.key().name());
    details.put("keyId", request.key().id());
    accessLog.record(AccessKind.AUDIT_READ, request.actor(), details, query.personal());
    this.query = query;
  }

  /**
   * What the request asks for. A method has no other way to learn it, so a read that was not noted
   * cannot be made.
   *
   * @throws NullPointerException if the method is not marked {@link AuditedRead}
   */
  <Q extends ReadQuery> Q noted(Class<Q> type) {
    return type.cast(Objects.requireNonNull(query, "the read was not noted"));
  }
}
