package org.rtcroom.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.rtcroom.accesslog.AccessLogWriter;

/** Notes every audited read, and lets it go on once its line is committed. */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class AuditedReadFilter implements ContainerRequestFilter {

  @Inject ReadAudit reads;
  @Inject ApiRequest request;
  @Inject AccessLogWriter accessLog;

  @Context ResourceInfo resource;

  /**
   * Refusals that this node has counted so far are written ahead of the note of a read of the
   * access log, so that both are among the lines it reads.
   */
  @Override
  public void filter(ContainerRequestContext context) {
    AuditedRead audited = resource.getResourceMethod().getAnnotation(AuditedRead.class);
    if (audited == null) {
      return;
    }
    HistoryRead read = audited.value();
    ReadQuery query = read.query(new ReadRequest(context, request.key()));
    if (read == HistoryRead.ACCESS_LOG) {
      accessLog.settleRefusals();
    }
    reads.note(read, query);
  }
}
